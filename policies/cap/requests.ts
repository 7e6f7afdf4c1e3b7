/** What the pods of a folder ask of the servers (`resources.requests`), as far as its objects say it. */

import { type Capacity, capacityOf, nothing, sum, times } from "../../model/capacity.ts";
import { field, isMapping, mappings } from "../../model/json-fields.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { memoizeShared } from "../../model/memo.ts";
import { type PodSpec, podSpecs } from "../sec/pods.ts";

export interface Requests {
  /** Once in a cluster. */
  readonly once: Capacity;
  /** On each server of it. */
  readonly perServer: Capacity;
}

/**
 * Of all objects of a folder. Many sites share one list of objects, so it is worked out once for all of them.
 *
 * @param perServer whether what a chart says at the top of its values is of an agent on every server, as in the charts of
 *   networks; of other charts everything counts once
 */
export const requestsOf = memoizeShared((objects: readonly KubernetesObject[], perServer: boolean): Requests => {
  const all = objects.map((object) => ofObject(object, perServer));
  return { once: sum(all.map(({ once }) => once)), perServer: sum(all.map((each) => each.perServer)) };
});

function ofObject(object: KubernetesObject, perServer: boolean): Requests {
  const chart = chartValues(object);
  if (chart.length > 0) return sumOf(chart.map((values) => ofChart(values, perServer)));
  const pods = sum(podSpecs(object).map(ofPod));
  if (object.kind === "DaemonSet") return { once: nothing, perServer: pods };
  const replicas = field(object, "spec", "replicas");
  const isScaled = object.kind === "Deployment" || object.kind === "StatefulSet" || object.kind === "ReplicaSet";
  return { once: isScaled && typeof replicas === "number" ? times(pods, replicas) : pods, perServer: nothing };
}

function sumOf(all: readonly Requests[]): Requests {
  return { once: sum(all.map(({ once }) => once)), perServer: sum(all.map(({ perServer }) => perServer)) };
}

/** The scheduler takes the larger one: of the containers together, or of the first steps one by one. */
function ofPod(pod: PodSpec): Capacity {
  const of = (key: string) => mappings(pod[key]).map((each) => capacityIn(field(each, "resources", "requests")));
  const running = sum(of("containers"));
  return of("initContainers").reduce(
    (most, each) => ({ cpu: Math.max(most.cpu, each.cpu), memory: Math.max(most.memory, each.memory) }),
    running,
  );
}

function capacityIn(requests: unknown): Capacity {
  return isMapping(requests) ? capacityOf({ cpu: requests["cpu"], memory: requests["memory"] }) : nothing;
}

/** Values of the charts that an object of a delivery engine installs. */
function chartValues(object: KubernetesObject): readonly unknown[] {
  if (object.kind === "HelmRelease") return [field(object, "spec", "values") ?? {}];
  if (object.kind !== "Application") return [];
  const sources = [field(object, "spec", "source"), ...mappings(field(object, "spec", "sources"))];
  return sources.flatMap((source) => field(source, "helm", "valuesObject") ?? []);
}

/** `resources` wherever values have them; what a chart asks for by its own defaults is not in them. */
function ofChart(values: unknown, perServer: boolean): Requests {
  if (!isMapping(values)) return { once: nothing, perServer: nothing };
  const top = capacityIn(field(values, "resources", "requests"));
  const parts = sum(Object.values(values).map(nested));
  return perServer ? { once: parts, perServer: top } : { once: sum([top, parts]), perServer: nothing };
}

function nested(value: unknown): Capacity {
  if (!isMapping(value)) return nothing;
  const replicas = value["replicas"];
  const own = times(capacityIn(field(value, "resources", "requests")), typeof replicas === "number" ? replicas : 1);
  return sum([own, ...Object.entries(value).map(([key, each]) => (key === "resources" ? nothing : nested(each)))]);
}
