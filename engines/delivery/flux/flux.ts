/** Flux 2.7: the content of a root folder, what it can and cannot do. */

import type { SiteProxy } from "../../../constructs/site-network.ts";
import { tenantDelivery } from "../../../model/delivery.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { markShared, memoizeByValue } from "../../../model/memo.ts";
import { contentHash } from "../../content-hash.ts";
import type { DeliveryCluster, DeliveryEngine, DeliveryScope } from "../../engine.ts";
import { withPruneProtection } from "../../protection.ts";
import { awaitedFolders } from "../awaited.ts";
import { platformBinding, serviceAccount, tenantBinding } from "./accounts.ts";
import { fluxAgent } from "./agent.ts";
import { keysSecret, pinnedArtifacts, rootArtifact } from "./artifact.ts";
import { authoritiesSecret } from "./authorities.ts";
import { chartObjects } from "./chart.ts";
import { fluxKinds } from "./kinds.ts";
import { folderKustomization, rootKustomization } from "./kustomization.ts";
import { NAMESPACE, PLATFORM_ACCOUNT } from "./names.ts";
import { fluxPinning } from "./pinning.ts";
import { remoteAccess } from "./remote.ts";
import { repositorySource } from "./source.ts";

/** The same for every cluster, so that all of them share one object. */
const platformObjects: readonly KubernetesObject[] = [
  {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: NAMESPACE, labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
  },
  serviceAccount(PLATFORM_ACCOUNT),
  platformBinding,
].map((object) => markShared(withPruneProtection(object)));

const agent = memoizeByValue(fluxAgent);
const tenantServiceAccount = memoizeByValue((name: string) => serviceAccount(tenantDelivery(name)));
const agentObjects = memoizeByValue(
  (registry: string, proxy: SiteProxy | undefined, suspend: boolean, trusting: boolean) =>
    chartObjects(agent(registry, proxy), { suspend, trusting }).map(withPruneProtection),
);
const authorities = memoizeByValue((pem: string) => withPruneProtection(authoritiesSecret(pem)));

const keys = memoizeByValue((pems: readonly string[]) =>
  withPruneProtection(keysSecret(pems.map((pem) => [contentHash(pem), pem]))),
);

/**
 * Flux 2.7: source.toolkit.fluxcd.io/v1, kustomize.toolkit.fluxcd.io/v1, helm.toolkit.fluxcd.io/v2.
 *
 * Can: order folders by a graph of dependencies, confine a tenant by a service account of its own,
 * adopt charts that were installed before Flux ran, hold a site, upgrade itself from Git, trust other authorities from
 * the next fetch on.
 * Cannot: maintenance windows (Flux has none in its own API), charts from a registry or a Git server
 * that asks for credentials (the mirror is open to the sites), a folder removed from a held site (its
 * objects stay behind).
 */
export const flux: DeliveryEngine = {
  name: "flux",
  kinds: fluxKinds,
  namespaces: [NAMESPACE],
  authoritiesBesideCredentials: true,
  reconcile(target) {
    const awaited = awaitedFolders(target);
    return [
      ...bootstrapObjects(target),
      ...target.tenants.map(({ name }) => tenantServiceAccount(name)),
      ...agentObjects(target.registry, target.reach?.proxy, target.suspended, isTrusting(target)),
      ...ofArtifacts(target),
      ...target.folders.map((folder) => folderKustomization(target, folder, awaited.has(folder.name))),
    ];
  },
  bootstrap: bootstrapObjects,
  artifacts: fluxPinning,
  agent: (registry, reach) => agent(registry, reach?.proxy),
  chart: (release, trusting = false) => chartObjects(release, { trusting }),
  tenantAccess: (tenant, namespace) => [tenantBinding(tenant, namespace)],
  remoteAccess: {
    subject: { kind: "ServiceAccount", namespace: NAMESPACE, name: PLATFORM_ACCOUNT },
    objects: remoteAccess,
  },
};

/**
 * What must be there before Flux can read the root folder. The root folder holds the same objects, so
 * that a new address or account travels through Git like everything else; none of them is ever pruned.
 */
function bootstrapObjects(target: DeliveryCluster): readonly KubernetesObject[] {
  const { artifacts } = target;
  const pem = target.reach?.authorities;
  return [
    ...platformObjects,
    ...(pem === undefined ? [] : [authorities(pem)]),
    ...(artifacts?.keys ? [keys(artifacts.keys)] : []),
    withPruneProtection(artifacts ? rootArtifact(target, artifacts) : repositorySource(target)),
    withPruneProtection(rootKustomization(target)),
  ];
}

/** What a root that reads artifacts holds besides: the sources of the others, and the repository as the way back. */
function ofArtifacts(target: DeliveryScope): readonly KubernetesObject[] {
  const { artifacts, folders } = target;
  if (!artifacts) return [];
  return [withPruneProtection(repositorySource(target, true)), ...pinnedArtifacts(target, artifacts, folders)];
}

function isTrusting({ reach }: DeliveryCluster): boolean {
  return reach?.authorities !== undefined;
}
