/** What the centre hands out to hubs: asked once for the whole fleet, with the objects that placement makes of each app. */

import type { App } from "../../constructs/app.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import type { Hub } from "../../constructs/hub.ts";
import type { Region } from "../../constructs/region.ts";
import type { Zone } from "../../constructs/zone.ts";
import type { Artifact } from "../../engines/artifact.ts";
import type { AppZone, PlacementEngine } from "../../engines/engine.ts";
import type { EngineTables } from "../../engines/engines.ts";
import type {
  FederatedApp,
  FederatedPlace,
  FederationEngine,
  FederationScope,
} from "../../engines/federation-engine.ts";
import { federationOf, placementOf } from "../../engines/lookup.ts";
import type { Federation } from "../../model/federation.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { tenantOf, zoneOnNodes } from "./app-zone.ts";
import { centreParent } from "./lower-runtimes.ts";

/** The federation that the centre's profile chooses. */
export interface UsedFederation {
  readonly engine: FederationEngine<Federation>;
  readonly settings: Federation;
}

/** @returns undefined where the centre hands nothing out */
export function usedFederation({ centre }: Fleet, engines: EngineTables): UsedFederation | undefined {
  const settings = centre.profile?.federation;
  const engine = settings && federationOf(engines, settings);
  return engine && { engine, settings };
}

/** Hubs that say that they take part, in the order of regions. */
export function membersOf({ regions }: Fleet): readonly Hub[] {
  return regions.flatMap(({ hub }) => (hub?.isMember ? [hub] : []));
}

export function federationScope(fleet: Fleet, engines: EngineTables): FederationScope {
  return {
    centre: centreParent(fleet),
    delivery: engines.deliveries[fleet.centre.delivery],
    members: membersOf(fleet),
    tenants: fleet.spec.tenants,
    apps: fleet.apps.flatMap((app) => {
      const engine = app.spec.federate && placementOf(engines, app.spec.placement);
      return engine ? [federatedApp(app, engine)] : [];
    }),
  };
}

/** What runs on the hub of a member. */
export function atMember(region: Region, engines: EngineTables): readonly Artifact[] {
  const used = usedFederation(region.fleet, engines);
  return used && region.hub?.isMember ? used.engine.atMember(region.hub, used.settings) : [];
}

function federatedApp(app: App, engine: PlacementEngine): FederatedApp {
  const { regions } = app.fleet;
  const federated = regions.filter((region) => app.isFederatedIn(region));
  const zones = federated.flatMap((region) => region.zones);
  const named = app.spec.federate?.regions ?? [];
  const made = zones.flatMap((zone) => placeOf(app, zone, engine));
  const plain = new Map(made.map(({ zone, plain: objects }) => [zone, objects]));
  return {
    app,
    tenant: tenantOf(app),
    // Of two zones of one name, in two regions, either has the same.
    plain: [...plain.values()].flat(),
    places: made.map(({ place }) => place),
    strangers: named === "all" ? [] : named.filter((name) => !federated.some((region) => region.name === name)),
    beyond: federated.flatMap(({ sites }) =>
      sites.filter((site) => app.selects(site) && (site.spec.kind === "cluster" || site.parent !== "hub")),
    ),
  };
}

interface MadePlace {
  /** Name of the zone. */
  readonly zone: string;
  readonly plain: readonly KubernetesObject[];
  readonly place: FederatedPlace;
}

/** A zone whose sites are all retired still says what the app is there, until its sites are gone. */
function placeOf(app: App, zone: Zone, engine: PlacementEngine): readonly MadePlace[] {
  const { hub } = zone.region;
  const selected = zone.sites.filter(
    (site) => site.spec.kind === "nodes" && site.parent === "hub" && site.isEmitted && app.selects(site),
  );
  if (!hub || selected.length === 0) return [];
  const running = selected.filter(({ spec }) => spec.state !== "retired");
  const sites = (running.length > 0 ? running : selected).map(({ name }) => name);
  const cluster = { kind: "hub", region: zone.region.name } as const;
  const inZone = zoneOnNodes(zone, cluster);
  const objectsOf = (each: AppZone) =>
    engine
      .lower({ app, cluster, tenant: tenantOf(app), zones: [each] })
      .flatMap((artifact) => (artifact.kind === "objects" ? artifact.objects : []));
  const chosen = app.spec.select.labels === undefined ? undefined : sites;
  const objects = objectsOf({ ...inZone, sites: chosen, federated: "own" });
  const leaves = app.leaves(zone) || running.length === 0;
  return [
    {
      zone: zone.name,
      // The same for all hubs, whatever version each of them has.
      plain: objectsOf({ ...inZone, kubernetes: undefined, federated: "plain" }),
      place: { hub, objects, leaves },
    },
  ];
}
