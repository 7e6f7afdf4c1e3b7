/** One app in all zones of a hub as one grid. */

import type { KubernetesObject, ObjectMeta } from "../../../model/manifest.ts";
import { GRID_KEY } from "../../node-runtime/superedge/grid-key.ts";
import { deploymentSpec } from "../native/deployment.ts";
import { podTemplate } from "../native/pod.ts";
import { portsOf, servicePorts } from "../native/service.ts";
import { hasClaim } from "../native/volumes.ts";
import type { Workload } from "../native/workload.ts";
import type { ZoneWorkload } from "./grid-workload.ts";

/** Templates of zones by their names; a prefix, since the controller takes the name `default` for the template itself. */
const templateName = (zone: string) => `zone-${zone}`;
/** Of zones that the app is not put in: their children have no pods. */
const ABSENT = "absent";

/** Zones that a grid leaves out which is for all others. */
interface Everywhere {
  readonly without: readonly string[];
}

/** @param everywhere a zone that no file names yet gets the app as soon as a node has its label */
export function grid(plain: Workload, zones: readonly ZoneWorkload[], everywhere?: Everywhere): KubernetesObject {
  const template = templateOf(plain);
  const own = zones.flatMap(({ zone, own: workload }) =>
    workload ? [[templateName(zone), templateOf(workload)] as const] : [],
  );
  const without = everywhere?.without ?? [];
  const isAbsentSomewhere = !everywhere || without.length > 0;
  const templatePool = Object.fromEntries([
    ...own,
    ...(isAbsentSomewhere ? [[ABSENT, { ...template, replicas: 0 }] as const] : []),
  ]);
  const named = zones.filter((each) => each.own || !everywhere);
  const templates = Object.fromEntries([
    ...named.map(({ zone, own: workload }) => [zone, workload ? templateName(zone) : "default"]),
    ...without.map((zone) => [zone, ABSENT]),
  ]);
  return {
    apiVersion: "superedge.io/v1",
    kind: hasClaim(plain) ? "StatefulSetGrid" : "DeploymentGrid",
    metadata: plain.metadata,
    spec: {
      gridUniqKey: GRID_KEY,
      defaultTemplateName: everywhere ? "default" : ABSENT,
      template,
      ...(Object.keys(templatePool).length > 0 && { templatePool }),
      ...(Object.keys(templates).length > 0 && { templates }),
    },
  };
}

/** Names of the templates beside the first. */
export function templateNames({ spec }: KubernetesObject): readonly string[] {
  return Object.keys((spec as { readonly templatePool?: object }).templatePool ?? {});
}

/**
 * The Service of the app in every zone; each zone's own pods answer, since SuperEdge's wrapper of kube-proxy shows a node
 * the pods with its own value of the key alone.
 */
export function serviceGrid(workload: Workload): KubernetesObject {
  const { metadata } = workload;
  return {
    apiVersion: "superedge.io/v1",
    kind: "ServiceGrid",
    metadata,
    spec: {
      gridUniqKey: GRID_KEY,
      template: {
        type: "ClusterIP",
        selector: selectorOf(metadata),
        ports: servicePorts(portsOf(workload)),
      },
    },
  };
}

/** Name of the Service that a ServiceGrid makes. */
function serviceName(name: string): string {
  return `${name}-svc`;
}

/** A claim takes one writer: a StatefulSet never has two pods, also where a server that was given up comes back. */
function templateOf(workload: Workload) {
  const selector = { matchLabels: selectorOf(workload.metadata) };
  if (!hasClaim(workload)) return { ...deploymentSpec(workload), selector };
  const { spec, replicas } = workload;
  return {
    replicas,
    revisionHistoryLimit: 3,
    selector,
    serviceName: serviceName(spec.name),
    podManagementPolicy: "Parallel",
    updateStrategy: { type: "RollingUpdate" },
    template: podTemplate(workload),
  };
}

/** The same in all templates: children keep their selector for life, and a zone may get a template of its own later. */
function selectorOf({ labels = {} }: ObjectMeta) {
  const keys = ["app.kubernetes.io/name", "app.kubernetes.io/part-of"];
  return Object.fromEntries(keys.map((key) => [key, labels[key] ?? ""]));
}
