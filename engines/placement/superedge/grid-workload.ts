/** An app in the zones of one hub, as templates of one grid see it. */

import { type App, unnamedZone } from "../../../constructs/app.ts";
import { appGrant, isOfPlace } from "../../../constructs/app-grants.ts";
import { runsWorkloads } from "../../../constructs/app-sites.ts";
import type { Site } from "../../../constructs/site.ts";
import { isSameData } from "../../../model/same-data.ts";
import type { ClusterRef } from "../../artifact.ts";
import type { AppZone } from "../../engine.ts";
import { hasClaim } from "../native/volumes.ts";
import { type Workload, workloadOf } from "../native/workload.ts";
import { commonWorkload } from "../shared-template.ts";

/** Kubernetes whose Go types the controller has: what came later it drops on the way to the children (go.mod of v0.9.0). */
const TYPES = "1.22.3";

/** The app in one zone. */
export interface ZoneWorkload {
  readonly zone: string;
  readonly workload: Workload;
  /** Undefined where the zone has what every zone has. */
  readonly own: Workload | undefined;
}

/**
 * A zone has a template of its own where it differs in anything: a value, the sites that count, a claim, or what the
 * platform grants it, which goes by the zone's own names.
 */
export function zoneWorkload(app: App, each: AppZone): ZoneWorkload {
  const { zone, sites, suffix } = each;
  const workload = workloadOf(app, { ...each, nodeSelector: {}, kubernetes: TYPES });
  const isPlain =
    sites === undefined &&
    !hasClaim(workload) &&
    !hasOwnGrant(app, zone, suffix) &&
    isSameData(app.inZone(zone), inRegion(app, each));
  return { zone: zone.name, workload, own: isPlain ? undefined : workload };
}

/** Whether a zone that no file names yet can have the app: nothing that it needs there goes by the zone's names. */
export function isOpen(app: App, plain: Workload, { zone: { region } }: AppZone): boolean {
  const { zones, labels } = app.spec.select;
  if (zones !== undefined || labels !== undefined || hasClaim(plain)) return false;
  return !hasOwnGrant(app, { ...unnamedZone(region.name), region }, "");
}

function hasOwnGrant(app: App, zone: Parameters<typeof appGrant>[1], suffix: string | undefined): boolean {
  const grant = appGrant(app, zone, suffix);
  return grant !== undefined && isOfPlace(grant);
}

/** The app as a zone has it that no file names: under its own name. */
export function plainWorkload(app: App, cluster: ClusterRef, each: AppZone): Workload {
  return { ...commonWorkload(app, cluster, { ...each, kubernetes: TYPES }), isRemote: true };
}

/**
 * Names of zones whose sites with servers of SuperEdge are all given up. The servers keep their labels until the sites are
 * gone from the files, and a grid for every zone would go on there.
 */
export function zonesGivenUp({ zone: { region } }: AppZone): readonly string[] {
  const isServed = ({ isEmitted, profile }: Site) => isEmitted && profile?.provisioner.engine === "superedge";
  return region.zones.flatMap(({ name, sites }) => {
    const served = sites.filter(isServed);
    return served.length > 0 && !served.some(runsWorkloads) ? [name] : [];
  });
}

function inRegion(app: App, { zone: { region } }: AppZone) {
  return app.inZone(unnamedZone(region.name));
}
