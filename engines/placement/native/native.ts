import type { KubernetesObject } from "../../../model/manifest.ts";
import type { PlacementEngine } from "../../engine.ts";
import { configMap } from "./config-map.ts";
import { deployment } from "./deployment.ts";
import { service } from "./service.ts";
import { unsupportedByNative } from "./unsupported.ts";
import { type Workload, workloadOf } from "./workload.ts";

/**
 * Plain Kubernetes: a Deployment, with a ConfigMap when there is configuration and a Service when
 * there are ports. At a cluster site `replicas` is the number in that cluster; on a hub it is the
 * number on the nodes of one zone, and the zone's own Service keeps its traffic inside the zone.
 *
 * Cannot: volumes, ingress, autoscaling; a fixed number of replicas on each site of a zone on a hub
 * (superedge, kubeedge and openyurt can); configuration keys that are no environment variable names.
 */
export const native: PlacementEngine = {
  name: "native",
  // Deployment, ConfigMap and Service are Kubernetes' own.
  kinds: {},
  unsupported: unsupportedByNative,
  lower: ({ app, cluster, tenant, zones }) =>
    zones.map((each) => ({
      kind: "objects",
      audience: cluster,
      owner: each.zone.path,
      // In a cluster of its own an app has one zone, and its folder is the tenant's.
      slot: { tenant, zone: each.suffix === undefined ? undefined : each.zone },
      objects: objectsOf(workloadOf(app, each)),
    })),
};

function objectsOf(workload: Workload): readonly KubernetesObject[] {
  return [
    ...(Object.keys(workload.config).length > 0 ? [configMap(workload)] : []),
    deployment(workload),
    ...(workload.spec.ports.length > 0 ? [service(workload)] : []),
  ];
}
