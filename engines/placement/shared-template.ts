/** For placements that make the pods of several zones out of one template. */

import { type App, unnamedZone } from "../../constructs/app.ts";
import { sourceAt } from "../../model/source.ts";
import type { ClusterRef } from "../artifact.ts";
import type { AppZone } from "../engine.ts";
import type { Unsupported } from "../unsupported.ts";
import { type Workload, workloadOf } from "./native/workload.ts";

/**
 * The app as it is where nothing differs by zone; what counts in all of a region is common on its hub.
 *
 * @param zone any of them
 */
export function commonWorkload(app: App, cluster: ClusterRef, zone: AppZone): Workload {
  const { suffix: _, sites: _sites, ...place } = zone;
  const common = workloadOf(app, { ...place, nodeSelector: {} });
  const inRegion = cluster.kind === "hub" ? app.inZone(unnamedZone(cluster.region)) : app.plain;
  return { ...common, ...inRegion };
}

/**
 * Variables that say where a pod runs, and who its peers are, have another value in every zone.
 *
 * @param where the pods are made, as users say it: `pools of nodes`
 */
export function unsupportedByTemplates({ spec, source }: App, where: string): readonly Unsupported[] {
  return (["topology", "peers"] as const)
    .filter((field) => spec[field])
    .map((field) => ({
      requested: `${field} of an app in ${where}: the pods of several zones have one template, and the values differ by zone`,
      alternative: `leave ${field} out, or use placement: native, which makes a Deployment a zone`,
      at: sourceAt(source, field),
    }));
}
