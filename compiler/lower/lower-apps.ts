/** Apps as workloads of the clusters they select. */
import type { App } from "../../constructs/app.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import type { Site } from "../../constructs/site.ts";
import type { Zone } from "../../constructs/zone.ts";
import type { Artifact, ClusterRef } from "../../engines/artifact.ts";
import type { AppZone, PlacementEngine } from "../../engines/engine.ts";
import type { EngineTables } from "../../engines/engines.ts";
import { placementOf } from "../../engines/lookup.ts";
import { siteCluster } from "../../engines/provisioning/servers.ts";
import { markShared } from "../../model/memo.ts";
import { tenantOf, zoneOnNodes } from "./app-zone.ts";
import { freeze } from "./freeze.ts";

/** Sites of one zone whose servers are nodes of one parent. */
export interface ZoneNodes {
  readonly zone: Zone;
  readonly sites: readonly Site[];
}

interface PlacedApp {
  readonly app: App;
  readonly engine: PlacementEngine;
}

/**
 * Asks the placement engines and remembers what came out: sites of one zone that run the same apps of a tenant share one
 * list of objects.
 */
export class AppLowering {
  readonly #inClusters: readonly PlacedApp[];
  readonly #atCentre: readonly PlacedApp[];
  readonly #known = new Map<string, readonly Artifact[]>();

  constructor(fleet: Fleet, engines: EngineTables) {
    const placed = fleet.apps.flatMap((app) => {
      const engine = placementOf(engines, app.spec.placement);
      return engine ? [{ app, engine }] : [];
    });
    this.#inClusters = placed.filter(({ engine }) => !engine.needs?.centre);
    this.#atCentre = placed.filter(({ engine }) => engine.needs?.centre);
  }

  /** Apps of a site that is a cluster of its own. */
  atSite(site: Site): readonly Artifact[] {
    const selected = this.#inClusters.filter(({ app }) => isOwn(app, site));
    return [...Map.groupBy(selected, folderOf).values()].flatMap((own) => {
      const { zone, name, profile } = site;
      // Sites share what is made of their apps, unless one of those is told its site.
      const isTold = own.some(({ app }) => app.spec.topology);
      const place = { zone, kubernetes: profile?.kubernetes.version, ...(isTold && { site: name }) };
      return this.#ofTenant(own, siteCluster(site), place);
    });
  }

  /** Apps on nodes of a hub or of the centre: once for each app, with every zone in which it selects a site. */
  onNodes(cluster: ClusterRef, zones: readonly ZoneNodes[]): readonly Artifact[] {
    return lowered(this.#inClusters, cluster, zones);
  }

  /** Apps whose objects lie at the centre, with every zone of the fleet in which they select a site. */
  atCentre(zones: readonly ZoneNodes[]): readonly Artifact[] {
    return lowered(this.#atCentre, { kind: "centre" }, zones);
  }

  /** Of equal lists one is kept; an engine sees which cluster it is asked for, but a site's own folder is all it has. */
  #ofTenant(own: readonly PlacedApp[], cluster: ClusterRef, place: Place): readonly Artifact[] {
    const key = [place.zone.path, place.kubernetes, place.site, ...own.map(({ app }) => app.path)].join("\n");
    const known = this.#known.get(key) ?? joined(own, cluster, place);
    this.#known.set(key, known);
    return known.map((each) => ("slot" in each ? { ...each, audience: cluster } : each));
  }
}

/** Apps of a tenant share a folder; one of a system lies by itself, since others wait for it. */
function folderOf({ app: { spec, part } }: PlacedApp): string {
  return part ? `${spec.tenant}/${spec.name}` : spec.tenant;
}

/** The objects of an app of a system lie where they can wait for others of it. */
function withPart({ part, spec }: App, made: readonly Artifact[]): readonly Artifact[] {
  if (!part) return made;
  return made.map((each) =>
    "slot" in each && "tenant" in each.slot
      ? { ...each, slot: { ...each.slot, part: { system: part.system, app: spec.name, order: part.order } } }
      : each,
  );
}

/** What the cluster of a site is to its apps. */
type Place = Pick<AppZone, "zone" | "kubernetes" | "site">;

function joined(own: readonly PlacedApp[], cluster: ClusterRef, place: Place): readonly Artifact[] {
  const zones: readonly AppZone[] = [{ ...place, nodeSelector: {} }];
  const made = own.flatMap(({ app, engine }) =>
    withPart(app, engine.lower({ app, cluster, tenant: tenantOf(app), zones })),
  );
  const [first, ...rest] = made;
  // The common case: every app of the tenant lies in the tenant's folder.
  if (first?.kind !== "objects" || !rest.every((each) => each.kind === "objects" && "tenant" in each.slot)) return made;
  const objects = freeze(made.flatMap((each) => (each.kind === "objects" ? each.objects : [])));
  for (const each of [objects, ...objects]) markShared(each);
  return [{ ...first, objects }];
}

function lowered(placed: readonly PlacedApp[], cluster: ClusterRef, zones: readonly ZoneNodes[]): readonly Artifact[] {
  return placed.flatMap(({ app, engine }) => {
    const own = zones.flatMap(({ zone, sites }): readonly AppZone[] => {
      const selected = sites.filter((site) => isOwn(app, site));
      if (selected.length === 0) return [];
      // Always written out where labels select, so that another site in the zone changes nothing of this app.
      const chosen = app.spec.select.labels === undefined ? undefined : selected.map(({ name }) => name);
      return [{ ...zoneOnNodes(zone, cluster), sites: chosen }];
    });
    return own.length > 0 ? withPart(app, engine.lower({ app, cluster, tenant: tenantOf(app), zones: own })) : [];
  });
}

/** What the centre hands out is none of the region's own repository. */
function isOwn(app: App, site: Site): boolean {
  return app.selects(site) && !app.isFederatedIn(site.region);
}
