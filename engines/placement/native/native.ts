import type { KubernetesObject } from "../../../model/manifest.ts";
import type { Artifact } from "../../artifact.ts";
import type { PlacementEngine } from "../../engine.ts";
import { nodePortService, nodePortsOnNodes } from "../node-ports.ts";
import { unsupportedPrefetch } from "../unsupported-prefetch.ts";
import { configObjects } from "./config-map.ts";
import { deployment } from "./deployment.ts";
import { ingress } from "./ingress.ts";
import { job } from "./job.ts";
import { portsOf, service } from "./service.ts";
import { peersService } from "./topology.ts";
import { unsupportedByNative } from "./unsupported.ts";
import { claims } from "./volumes.ts";
import { type Workload, workloadOf } from "./workload.ts";

/**
 * Plain Kubernetes: a Deployment, a Job or a CronJob, with a ConfigMap when there is configuration, claims and files where
 * there are volumes, a Service when there are ports, a second one where servers answer at some of them, and an Ingress when it is exposed. What an app may do on the network,
 * and what it gets out of the secret store, is the platform's to grant: a layer of the profile has it. At a cluster site `replicas` is the number in that cluster; on a hub it is the
 * number on the nodes of one zone, and the zone's own Service keeps its traffic inside the zone.
 *
 * Cannot: a claim for each replica, autoscaling; a fixed number of replicas on each site of a zone on a hub
 * (superedge, kubeedge and openyurt can); configuration keys that are no environment variable names.
 */
export const native: PlacementEngine = {
  name: "native",
  // All of them are Kubernetes' own.
  kinds: {},
  unsupported: (app) => [...unsupportedByNative(app), ...unsupportedPrefetch(app)],
  lower: (scope) => {
    const { app, cluster, tenant, zones } = scope;
    const ofZones = zones.flatMap((each): readonly Artifact[] => {
      const objects = objectsOf(workloadOf(app, each));
      // In a cluster of its own an app has one zone, and its folder is the tenant's.
      const slot = { tenant, zone: each.suffix === undefined ? undefined : each.zone };
      return objects.length > 0 ? [{ kind: "objects", audience: cluster, owner: each.zone.path, slot, objects }] : [];
    });
    return [...ofZones, ...nodePortsOnNodes(scope)];
  },
};

function objectsOf(workload: Workload): readonly KubernetesObject[] {
  const { spec, expose, isRetired } = workload;
  if (isRetired) return claims(workload);
  const ports = portsOf(workload);
  return [
    ...configObjects(workload),
    ...claims(workload),
    spec.kind === "job" ? job(workload) : deployment(workload),
    ...(ports.length > 0 ? [service(workload, ports)] : []),
    ...(workload.isRemote ? [] : nodePortService(spec, workload.metadata, workload.selector)),
    ...(spec.peers ? [peersService(workload)] : []),
    ...(expose ? [ingress(workload, expose)] : []),
  ];
}
