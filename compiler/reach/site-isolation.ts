/** What the apps of one site may say to each other, as its objects have it. */

import { field, isMapping } from "../../model/json-fields.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { Isolation, type PodGroup } from "./isolation.ts";

/** One pair of workloads, of which the first may open connections to the second. */
interface AllowedPair {
  /** `<namespace>/<name>` */
  readonly from: string;
  readonly to: string;
  /** `any`, or `8080/TCP` and the like. */
  readonly ports: "any" | readonly string[];
}

export interface SiteIsolation {
  /** All workloads in the namespaces, sorted: those that no pair names reach nobody and are reached by nobody. */
  readonly workloads: readonly string[];
  readonly pairs: readonly AllowedPair[];
  /** Ranges of addresses by workload; those without any are left out. */
  readonly ranges: Readonly<Record<string, readonly string[]>>;
}

/**
 * @param objects all of the site's cluster
 * @param namespaces of tenants
 */
export function siteIsolation(objects: readonly KubernetesObject[], namespaces: ReadonlySet<string>): SiteIsolation {
  const isolation = new Isolation(objects);
  const groups = new Map(
    objects.flatMap((object) => {
      const labels = podLabels(object);
      const { name, namespace = "default" } = object.metadata;
      if (!labels || !namespaces.has(namespace)) return [];
      return [[`${namespace}/${name}`, { namespace, labels } satisfies PodGroup] as const];
    }),
  );
  const workloads = [...groups.keys()].sort();
  const pairs = workloads.flatMap((from) =>
    workloads.flatMap((to) => {
      const allowed = isolation.between(groups.get(from) as PodGroup, groups.get(to) as PodGroup);
      return allowed ? [{ from, to, ports: allowed.ports }] : [];
    }),
  );
  const ranges = workloads.map((name) => [name, isolation.ranges(groups.get(name) as PodGroup)] as const);
  return { workloads, pairs, ranges: Object.fromEntries(ranges.filter(([, list]) => list.length > 0)) };
}

/** Of the template of a workload; undefined for objects that make no pods. */
function podLabels({ kind, spec }: KubernetesObject): Readonly<Record<string, string>> | undefined {
  const template = kind === "CronJob" ? field(spec, "jobTemplate", "spec", "template") : field(spec, "template");
  if (!isMapping(field(template, "spec"))) return undefined;
  const labels = field(template, "metadata", "labels");
  return isMapping(labels) ? (labels as Readonly<Record<string, string>>) : {};
}
