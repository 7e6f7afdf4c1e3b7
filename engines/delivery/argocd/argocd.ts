/** Argo CD 3.2: explicit Applications, projects, what it can and cannot do. */

import type { KubernetesObject } from "../../../model/manifest.ts";
import type { DeliveryCluster, DeliveryEngine } from "../../engine.ts";
import { withPruneProtection } from "../../protection.ts";
import { awaitedFolders } from "../awaited.ts";
import { argocdAgent } from "./agent.ts";
import { authoritiesConfigMap } from "./authorities.ts";
import { chartApplication } from "./chart.ts";
import { folderApplication, rootApplication } from "./folder.ts";
import { argocdKinds } from "./kinds.ts";
import { NAMESPACE } from "./names.ts";
import { argocdPinning } from "./pinning.ts";
import { platformProject, projectOfTenant } from "./project.ts";
import { startOrder } from "./start-order.ts";

/**
 * Argo CD 3.2: argoproj.io/v1alpha1 Application and AppProject, one Application a folder and none by
 * generator, so that no failing generator can take a cluster's Applications away.
 *
 * Can: confine a tenant by a project with exact sources and namespaces, adopt charts that were
 * installed before it ran, hold a site, upgrade itself from Git, trust other authorities without a restart, apply objects of
 * one folder in an order at each sync.
 * Cannot: a graph of dependencies: `dependsOn` becomes the numbers of `order`, and they count when
 * Applications are made; later changes reach every folder at once. A service account of the tenant's
 * own: impersonation is alpha, so the project is the fence. A hold that comes before the other changes
 * of its own commit: each Application reads the repository by itself. Hooks of a chart run at each sync.
 * A registry that is a bare IP address with a port is not taken for a registry. An Application whose sync
 * keeps failing is removed only when the sync has ended, after a week or by `argocd app terminate-op`. Authorities of the
 * fleet beside those of the system: for the hosts of repository and registry they take their place.
 * Signatures of artifacts (rule FLT-SEC-056).
 * Credentials are Secrets labelled `argocd.argoproj.io/secret-type: repository`, or `repo-creds` for all below a URL; no object
 * refers to them.
 */
export const argocd: DeliveryEngine = {
  name: "argocd",
  kinds: argocdKinds,
  namespaces: [NAMESPACE],
  hooksAtEachSync: true,
  reconcile(target) {
    const { registry, reach, suspended: paused } = target;
    const awaited = awaitedFolders(target);
    return [
      ...bootstrapObjects(target),
      ...target.tenants.map((tenant) => projectOfTenant(target, tenant)),
      withPruneProtection(chartApplication(argocdAgent(registry, reach), { paused, cascade: false })),
      ...target.folders.map((folder) => folderApplication(target, folder, awaited.has(folder.name))),
    ];
  },
  bootstrap: bootstrapObjects,
  artifacts: argocdPinning,
  agent: argocdAgent,
  chart: (release) => [chartApplication(release)],
  tenantAccess: () => [],
  startOrder,
};

/**
 * What must be there before Argo CD can read the root folder. The root folder holds the same objects,
 * so that a new address travels through Git like everything else; none of them is ever pruned.
 */
function bootstrapObjects(target: DeliveryCluster): readonly KubernetesObject[] {
  const namespace: KubernetesObject = {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: NAMESPACE, labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
  };
  const pem = target.reach?.authorities;
  const authorities = pem === undefined ? [] : [authoritiesConfigMap(target, pem)];
  return [namespace, ...authorities, platformProject(target), rootApplication(target)].map(withPruneProtection);
}
