import type { App } from "../../constructs/app.ts";
import type { Site } from "../../constructs/site.ts";
import type { Zone } from "../../constructs/zone.ts";
import type { Architecture } from "../../model/zone-file.ts";

/** Servers among which the pods of an app may choose: those of a cluster site, or all edge nodes of a zone. */
export interface AppTarget {
  readonly app: App;
  readonly zone: Zone;
  /** Construct path of the site or of the zone. */
  readonly path: string;
  readonly architectures: ReadonlySet<Architecture>;
}

/** Every place that the app is put at. */
export function appTargets(app: App): readonly AppTarget[] {
  const zones = app.fleet.regions.flatMap((region) => region.zones);
  return zones.flatMap((zone) => {
    const clusters = zone.sites.filter((site) => site.spec.kind === "cluster" && app.selects(site));
    const nodes = zone.sites.filter((site) => site.spec.kind === "nodes");
    return [
      ...clusters.map((site) => target(app, zone, site.path, [site])),
      ...(nodes.some((site) => app.selects(site)) ? [target(app, zone, zone.path, nodes)] : []),
    ];
  });
}

function target(app: App, zone: Zone, path: string, sites: readonly Site[]): AppTarget {
  const architectures = new Set(sites.flatMap((site) => site.hosts.map((host) => host.spec.arch)));
  return { app, zone, path, architectures };
}
