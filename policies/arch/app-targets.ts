/** Where an app is put, and the servers among which its pods may choose there. */

import type { App } from "../../constructs/app.ts";
import type { Site } from "../../constructs/site.ts";
import type { Zone } from "../../constructs/zone.ts";
import type { Architecture, Device } from "../../model/zone-file.ts";

/** Servers among which the pods of an app may choose: those of a cluster site, or those of its sites in a zone. */
export interface AppTarget {
  readonly app: App;
  readonly zone: Zone;
  /** Construct path of the site or of the zone. */
  readonly path: string;
  readonly architectures: ReadonlySet<Architecture>;
  readonly devices: ReadonlySet<Device>;
}

/** Every place that the app is put at. */
export function appTargets(app: App): readonly AppTarget[] {
  const zones = app.fleet.regions.flatMap((region) => region.zones);
  return zones.flatMap((zone) => {
    const clusters = zone.sites.filter((site) => site.spec.kind === "cluster" && app.selects(site));
    const nodes = zone.sites.filter((site) => site.spec.kind === "nodes" && app.selects(site));
    return [
      ...clusters.map((site) => target(app, zone, site.path, [site])),
      ...(nodes.length > 0 ? [target(app, zone, zone.path, nodes)] : []),
    ];
  });
}

function target(app: App, zone: Zone, path: string, sites: readonly Site[]): AppTarget {
  const architectures = new Set(sites.flatMap((site) => site.hosts.map((host) => host.spec.arch)));
  const devices = new Set(sites.flatMap((site) => site.hosts.flatMap((host) => host.spec.devices)));
  return { app, zone, path, architectures, devices };
}
