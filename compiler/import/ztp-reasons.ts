/** Why fields of OpenShift's zero touch provisioning are in no zone file. */

import type { ReasonTable } from "./account.ts";

const openShift = { reason: "it steers OpenShift's installer", next: "" };
const objects = {
  reason: "it makes or changes objects of the hub's own",
  next: "what the site needs of it goes into its folder below sites/manifests/",
};
const name = { reason: "it names the object; a site is called by clusterName", next: "" };

export const ztpReasons: ReasonTable = {
  metadata: name,
  status: { reason: "it is what the hub saw, not what a person wants", next: "" },
  baseDomain: {
    reason: "names of a site's API and applications are the profile's",
    next: "add it to network.search if servers are called by short names",
  },
  pullSecretRef: {
    reason: "pull secrets belong to registries of the fleet",
    next: "name it in sites/fleet.yaml: registries: [{ host, pullSecret }]",
  },
  caBundleRef: {
    reason: "authorities belong to the fleet or the region",
    next: "put the certificates into sites/trust/ and name them in trust: of sites/fleet.yaml or region.yaml",
  },
  clusterImageSetNameRef: { reason: "versions are the profile's", next: "choose a profile with --profile" },
  networkType: { reason: "the CNI is a layer of the profile", next: "choose a profile with --profile" },
  hostPrefix: { reason: "the part of the pods' network that a node gets is the profile's", next: "" },
  clusterType: { reason: "the roles of the hosts say it", next: "" },
  numMasters: { reason: "the roles of the hosts say it", next: "" },
  numWorkers: { reason: "the roles of the hosts say it", next: "" },
  platformType: { reason: "the provisioner is the profile's", next: "choose a profile with --profile" },
  holdInstallation: {
    reason: "an imported site is planned, so nothing is installed",
    next: "set state: shipped when the servers are to install themselves",
  },
  cpuPartitioningMode: {
    reason: "no field keeps the platform to some of the processors",
    next: "say kernelArguments such as isolcpus= and nohz_full= at the hosts",
  },
  cpuset: {
    reason: "no field keeps the platform to some of the processors",
    next: "say kernelArguments such as isolcpus= and nohz_full= at the hosts",
  },
  diskEncryption: { reason: "no disk is encrypted", next: "keep the site where it is if it must be" },
  diskPartition: {
    reason: "partitions are the profile's",
    next: "name further disks by purpose in disks: of the host",
  },
  ignitionConfigOverride: {
    reason: "there is no Ignition",
    next: "say it in a parameter of the profile, or users: and network:",
  },
  installConfigOverrides: openShift,
  installerArgs: openShift,
  ironicInspect: openShift,
  automatedCleaningMode: openShift,
  mergeDefaultMachineConfigs: openShift,
  userData: openShift,
  reinstall: openShift,
  templateRefs: objects,
  crTemplates: objects,
  crAnnotations: objects,
  crSuppression: objects,
  extraAnnotations: objects,
  extraLabels: objects,
  suppressedManifests: objects,
  pruneManifests: objects,
  siteConfigMap: objects,
  extraManifestPath: objects,
  extraManifests: objects,
  extraManifestsRefs: objects,
  extraManifestOnly: objects,
  manifestsConfigMapRefs: objects,
  hostRef: { reason: "a server is its host's entry, not an object elsewhere", next: "" },
  biosConfigRef: { reason: "settings of the firmware are nobody's here", next: "set them by the BMC" },
  sshPrivateKeySecretRef: { reason: "nobody logs in for the installer", next: "" },
  ethernet: { reason: "speed and duplex are left to the card", next: "" },
  "link-aggregation": { reason: "options of a bond besides its mode are the engine's", next: "" },
  bridge: { reason: "options of a bridge are the engine's", next: "" },
  routes: { reason: "what a route says besides destination, gateway and metric", next: "" },
};
