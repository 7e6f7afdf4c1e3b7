import type { PlacementEngine } from "../../engine.ts";
import { configMap } from "./config-map.ts";
import { deployment } from "./deployment.ts";
import { nativeGaps } from "./gaps.ts";
import { service } from "./service.ts";
import { workloadOf } from "./workload.ts";

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
  gaps: nativeGaps,
  place(app, target) {
    const workload = workloadOf(app, target);
    return [
      ...(Object.keys(workload.config).length > 0 ? [configMap(workload)] : []),
      deployment(workload),
      ...(workload.spec.ports.length > 0 ? [service(workload)] : []),
    ];
  },
};
