import { appEgress } from "./app/app-egress.ts";
import { appHostNames } from "./app/app-host-names.ts";
import { appNeeds } from "./app/app-needs.ts";
import { appSecretEntries } from "./app/app-secret-entries.ts";
import { appArchitectures } from "./arch/app-architectures.ts";
import { imageName } from "./arch/image-name.ts";
import { profileImages } from "./arch/profile-images.ts";
import { appDevices } from "./cap/app-devices.ts";
import { authorityBesideCredentials } from "./cap/authority-beside-credentials.ts";
import { controlPlanes } from "./cap/control-planes.ts";
import { hardwareClass } from "./cap/hardware-class.ts";
import { ingressAddress } from "./cap/ingress-address.ts";
import { lostServer } from "./cap/lost-server.ts";
import { nodesAreWorkers } from "./cap/nodes-are-workers.ts";
import { replicasNeedNodes } from "./cap/replicas-need-nodes.ts";
import { serverRoom } from "./cap/server-room.ts";
import { serviceOnEdgeNodes } from "./cap/service-on-edge-nodes.ts";
import { stableDisk } from "./cap/stable-disk.ts";
import { startsAlone } from "./cap/starts-alone.ts";
import { surgeServer } from "./cap/surge-server.ts";
import { tenantQuota } from "./cap/tenant-quota.ts";
import { upgradeQuorum } from "./cap/upgrade-quorum.ts";
import { folderSize } from "./git/folder-size.ts";
import { nameLength } from "./git/name-length.ts";
import { oneFile } from "./git/one-file.ts";
import { oneIdentity } from "./git/one-identity.ts";
import { pathLength } from "./git/path-length.ts";
import { allSitesRemoved } from "./guard/all-sites-removed.ts";
import { deleteBudget } from "./guard/delete-budget.ts";
import { fixedFields } from "./guard/fixed-fields.ts";
import { fixedObjects } from "./guard/fixed-objects.ts";
import { handedOver } from "./guard/handed-over.ts";
import { kubernetesSteps } from "./guard/kubernetes-steps.ts";
import { noMove } from "./guard/no-move.ts";
import { noRename } from "./guard/no-rename.ts";
import { releaseFirst } from "./guard/release-first.ts";
import { restoringKeeps } from "./guard/restoring-keeps.ts";
import { retireFirst } from "./guard/retire-first.ts";
import { retiredBudget } from "./guard/retired-budget.ts";
import { retiredData } from "./guard/retired-data.ts";
import { retiredRegionSites } from "./guard/retired-region-sites.ts";
import { retiredRegions } from "./guard/retired-regions.ts";
import { retiredVolumes } from "./guard/retired-volumes.ts";
import { runtimeSteps } from "./guard/runtime-steps.ts";
import { sameKind } from "./guard/same-kind.ts";
import { sameKubernetes } from "./guard/same-kubernetes.ts";
import { sameProvisioner } from "./guard/same-provisioner.ts";
import { sameReconciler } from "./guard/same-reconciler.ts";
import { shipFirst } from "./guard/ship-first.ts";
import { appRegionDifference } from "./hier/app-region-difference.ts";
import { appRingDifference } from "./hier/app-ring-difference.ts";
import { appSelection } from "./hier/app-selection.ts";
import { appTenant } from "./hier/app-tenant.ts";
import { appZoneDifference } from "./hier/app-zone-difference.ts";
import { appZoneMeaning } from "./hier/app-zone-meaning.ts";
import { gatewayAlone } from "./hier/gateway-alone.ts";
import { gatewaySite } from "./hier/gateway-site.ts";
import { hubEndpoints } from "./hier/hub-endpoints.ts";
import { oneRingInZone } from "./hier/one-ring-in-zone.ts";
import { ownNodeLabels } from "./hier/own-node-labels.ts";
import { regionCode } from "./hier/region-code.ts";
import { regionCount } from "./hier/region-count.ts";
import { regionSize } from "./hier/region-size.ts";
import { regionWithSites } from "./hier/region-with-sites.ts";
import { siteNames } from "./hier/site-names.ts";
import { tenantNamespaces } from "./hier/tenant-namespaces.ts";
import { addressFamilies } from "./net/address-families.ts";
import { asn } from "./net/asn.ts";
import { clusterNetworksApart } from "./net/cluster-networks-apart.ts";
import { endpointApart } from "./net/endpoint-apart.ts";
import { hardwareIdentity } from "./net/hardware-identity.ts";
import { hostAddresses } from "./net/host-addresses.ts";
import { insideSupernet } from "./net/inside-supernet.ts";
import { ipv6RangeSize } from "./net/ipv6-range-size.ts";
import { isolation } from "./net/isolation.ts";
import { networkSize } from "./net/network-size.ts";
import { nodeInterface } from "./net/node-interface.ts";
import { nodeNetworkOverlap } from "./net/node-network-overlap.ts";
import { nodePortAnswered } from "./net/node-port-answered.ts";
import { nodePortStated } from "./net/node-port-stated.ts";
import { nodePortTaken } from "./net/node-port-taken.ts";
import { planRoom } from "./net/plan-room.ts";
import { poolServers } from "./net/pool-servers.ts";
import { siteNetworksApart } from "./net/site-networks-apart.ts";
import { supernetOverlap } from "./net/supernet-overlap.ts";
import { tenantsOnEdgeNodes } from "./net/tenants-on-edge-nodes.ts";
import { vip } from "./net/vip.ts";
import { vipNeeded } from "./net/vip-needed.ts";
import { vlan } from "./net/vlan.ts";
import { waysAround } from "./net/ways-around.ts";
import { clusterSkew } from "./prf/cluster-skew.ts";
import { knownFields } from "./prf/known-fields.ts";
import { layersComplete } from "./prf/layers-complete.ts";
import { layersInOrder } from "./prf/layers-in-order.ts";
import { nodeSkew } from "./prf/node-skew.ts";
import { profileExists } from "./prf/profile-exists.ts";
import { profileKind } from "./prf/profile-kind.ts";
import { profileLocked } from "./prf/profile-locked.ts";
import { providerContract } from "./prf/provider-contract.ts";
import { providerVersions } from "./prf/provider-versions.ts";
import type { Rule } from "./rule.ts";
import { admissionVersion } from "./sec/admission-version.ts";
import { appConfigSecrets } from "./sec/app-config-secrets.ts";
import { appImageDigest } from "./sec/app-image-digest.ts";
import { appImageVersion } from "./sec/app-image-version.ts";
import { appRegistry } from "./sec/app-registry.ts";
import { applicationProject } from "./sec/application-project.ts";
import { checkedDeployments } from "./sec/checked-deployments.ts";
import { checkedSignatures } from "./sec/checked-signatures.ts";
import { clusterAdmin } from "./sec/cluster-admin.ts";
import { declaredObjects } from "./sec/declared-objects.ts";
import { exactVersion } from "./sec/exact-version.ts";
import { knownVulnerabilities } from "./sec/known-vulnerabilities.ts";
import { noCredentialInFiles } from "./sec/no-credential-in-files.ts";
import { noCredentialInFleet } from "./sec/no-credential-in-fleet.ts";
import { noSecret } from "./sec/no-secret.ts";
import { noSecretText } from "./sec/no-secret-text.ts";
import { ownNamespaceSource } from "./sec/own-namespace-source.ts";
import { platformNamespaces } from "./sec/platform-namespaces.ts";
import { poolPatches } from "./sec/pool-patches.ts";
import { privilegedPod } from "./sec/privileged-pod.ts";
import { projectReach } from "./sec/project-reach.ts";
import { aggregatedRole } from "./sec/rbac/aggregated-role.ts";
import { declaredRights } from "./sec/rbac/declared-rights.ts";
import { knownSubjects } from "./sec/rbac/known-subjects.ts";
import { tenantReach } from "./sec/rbac/tenant-reach.ts";
import { reconcilerAccount } from "./sec/reconciler-account.ts";
import { registry } from "./sec/registry.ts";
import { restrictedPod } from "./sec/restricted-pod.ts";
import { tenantExternalAddresses } from "./sec/tenant-external-addresses.ts";
import { tenantFence } from "./sec/tenant-fence.ts";
import { tenantFolder } from "./sec/tenant-folder.ts";
import { tenantIsolation } from "./sec/tenant-isolation.ts";
import { tenantRole } from "./sec/tenant-role.ts";

/** Every rule, in the order of areas and numbers. */
export const rules: readonly Rule[] = [
  regionCount,
  hubEndpoints,
  regionWithSites,
  regionSize,
  regionCode,
  siteNames,
  appZoneMeaning,
  tenantNamespaces,
  appTenant,
  appSelection,
  appZoneDifference,
  appRegionDifference,
  appRingDifference,
  oneRingInZone,
  gatewaySite,
  gatewayAlone,
  ownNodeLabels,
  nodeNetworkOverlap,
  supernetOverlap,
  insideSupernet,
  clusterNetworksApart,
  siteNetworksApart,
  vip,
  hostAddresses,
  vlan,
  hardwareIdentity,
  asn,
  networkSize,
  vipNeeded,
  endpointApart,
  isolation,
  addressFamilies,
  nodeInterface,
  ipv6RangeSize,
  tenantsOnEdgeNodes,
  planRoom,
  poolServers,
  waysAround,
  nodePortStated,
  nodePortAnswered,
  nodePortTaken,
  profileExists,
  profileLocked,
  layersComplete,
  layersInOrder,
  nodeSkew,
  clusterSkew,
  profileKind,
  knownFields,
  providerVersions,
  providerContract,
  controlPlanes,
  nodesAreWorkers,
  surgeServer,
  replicasNeedNodes,
  upgradeQuorum,
  stableDisk,
  appDevices,
  authorityBesideCredentials,
  serviceOnEdgeNodes,
  serverRoom,
  lostServer,
  hardwareClass,
  ingressAddress,
  tenantQuota,
  startsAlone,
  profileImages,
  appArchitectures,
  imageName,
  appNeeds,
  appEgress,
  appHostNames,
  appSecretEntries,
  appRegistry,
  appImageVersion,
  appImageDigest,
  appConfigSecrets,
  platformNamespaces,
  registry,
  exactVersion,
  noSecret,
  noSecretText,
  privilegedPod,
  clusterAdmin,
  tenantRole,
  tenantIsolation,
  reconcilerAccount,
  applicationProject,
  ownNamespaceSource,
  tenantFolder,
  projectReach,
  knownVulnerabilities,
  noCredentialInFleet,
  noCredentialInFiles,
  knownSubjects,
  tenantReach,
  aggregatedRole,
  declaredRights,
  restrictedPod,
  declaredObjects,
  checkedDeployments,
  tenantFence,
  admissionVersion,
  tenantExternalAddresses,
  poolPatches,
  checkedSignatures,
  oneIdentity,
  folderSize,
  pathLength,
  nameLength,
  oneFile,
  deleteBudget,
  retireFirst,
  noRename,
  noMove,
  allSitesRemoved,
  sameKind,
  sameProvisioner,
  kubernetesSteps,
  sameReconciler,
  shipFirst,
  fixedFields,
  fixedObjects,
  releaseFirst,
  restoringKeeps,
  retiredData,
  retiredVolumes,
  retiredRegions,
  retiredRegionSites,
  retiredBudget,
  handedOver,
  sameKubernetes,
  runtimeSteps,
];
