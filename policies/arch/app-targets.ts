import type { App } from "../../constructs/app.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import type { Zone } from "../../constructs/zone.ts";
import type { Architecture } from "../../model/zone-file.ts";
import { perEvaluation } from "../per-evaluation.ts";

/** Servers among which the pods of an app may choose: those of a cluster site, or all edge nodes of a zone. */
export interface AppTarget {
  readonly app: App;
  readonly zone: Zone;
  /** Construct path of the site or of the zone. */
  readonly path: string;
  readonly architectures: ReadonlySet<Architecture>;
}

/** Every place that an app is put at. */
export const appTargets = perEvaluation((fleet: Fleet): readonly AppTarget[] => {
  const zones = fleet.regions.flatMap((region) => region.zones);
  const places = zones.flatMap((zone) => {
    const clusters = zone.sites.filter((site) => site.spec.kind === "cluster");
    const nodes = zone.sites.filter((site) => site.spec.kind === "nodes");
    return [
      ...clusters.map((site) => ({ zone, path: site.path, sites: [site] })),
      ...(nodes.length > 0 ? [{ zone, path: zone.path, sites: nodes }] : []),
    ].map((each) => ({
      ...each,
      architectures: new Set(each.sites.flatMap((site) => site.hosts.map((host) => host.spec.arch))),
    }));
  });
  return fleet.apps.flatMap((app) =>
    places
      .filter(({ sites }) => sites.some((site) => app.selects(site)))
      .map(({ zone, path, architectures }) => ({ app, zone, path, architectures })),
  );
});
