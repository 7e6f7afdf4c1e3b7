/** The projects of the platform and of each tenant. */

import { tenantDelivery } from "../../../model/delivery.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { KubernetesObject, ObjectMeta } from "../../../model/manifest.ts";
import type { DeliveryCluster, DeliveryScope } from "../../engine.ts";
import { artifactAddress, platformArtifacts } from "./artifact.ts";
import { repositoryOf } from "./chart-location.ts";
import { FINALIZER, IN_CLUSTER, NAMESPACE, PLATFORM_PROJECT } from "./names.ts";

/**
 * The project of the layers. Its sources are listed one by one; its destinations are every namespace
 * of this cluster, since a layer may bring a namespace as well as any kind of cluster-wide object.
 */
export function platformProject({
  repository,
  registry,
  charts = [],
  artifacts,
  home,
  root,
}: DeliveryCluster): KubernetesObject {
  const own = artifacts ? platformArtifacts(artifacts.url, home, root) : [];
  const sources = new Set([repository, ...own, `${registry}/charts`, ...charts.map(repositoryOf)]);
  return project(
    { name: PLATFORM_PROJECT, namespace: NAMESPACE },
    {
      description: "Layers of the cluster's profile",
      sourceRepos: [...sources].sort(),
      destinations: [{ server: IN_CLUSTER, namespace: "*" }],
      clusterResourceWhitelist: [{ group: "*", kind: "*" }],
    },
  );
}

/**
 * A tenant's project: the repository alone, the tenant's namespaces alone, nothing cluster-wide. Where the cluster reads artifacts,
 * those of the tenant's folders, and the repository still, which its Applications read until this root has changed them.
 */
export function projectOfTenant(
  { repository, artifacts, folders }: DeliveryScope,
  tenant: DeliveryCluster["tenants"][number],
): KubernetesObject {
  const own = artifacts ? folders.filter((each) => each.tenant?.name === tenant.name) : [];
  const sources = new Set([repository, ...own.map(({ path }) => artifactAddress(artifacts?.url ?? "", path))]);
  return project(
    { name: tenantDelivery(tenant.name), namespace: NAMESPACE, finalizers: [FINALIZER] },
    {
      description: `Apps of tenant ${tenant.name}`,
      sourceRepos: [...sources].sort(),
      destinations: tenant.namespaces.map((namespace) => ({ server: IN_CLUSTER, namespace })),
      clusterResourceWhitelist: [],
      // The fences around the namespace belong to the platform.
      namespaceResourceBlacklist: [
        { group: "", kind: "LimitRange" },
        { group: "", kind: "ResourceQuota" },
        { group: "networking.k8s.io", kind: "NetworkPolicy" },
        { group: "rbac.authorization.k8s.io", kind: "Role" },
        { group: "rbac.authorization.k8s.io", kind: "RoleBinding" },
      ],
    },
  );
}

/** Projects come before the Applications that name them. */
function project({ name, namespace, ...rest }: ObjectMeta, spec: JsonObject): KubernetesObject {
  const annotations = { "argocd.argoproj.io/sync-wave": "-1" };
  const metadata: ObjectMeta = { name, namespace, annotations, ...rest };
  return { apiVersion: "argoproj.io/v1alpha1", kind: "AppProject", metadata, spec };
}
