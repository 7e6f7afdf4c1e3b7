/** What is asked of an engine that it cannot do: named with an alternative, never silently dropped. */
import type { App } from "../constructs/app.ts";
import type { Fleet } from "../constructs/fleet.ts";
import { type Pool, poolsOf } from "../constructs/pool.ts";
import type { Profile } from "../constructs/profile.ts";
import type { Region } from "../constructs/region.ts";
import type { Site } from "../constructs/site.ts";
import type { ProvisioningEngine } from "../engines/engine.ts";
import type { EngineTables } from "../engines/engines.ts";
import { placementOf, provisionerOf, runtimeOf } from "../engines/lookup.ts";
import { unsupportedFields } from "../engines/site-fields.ts";
import type { Unsupported } from "../engines/unsupported.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Provisioner } from "../model/provisioner.ts";
import { within } from "../model/source.ts";
import { type Attempt, attempt } from "./lower/attempt.ts";
import { federationScope, usedFederation } from "./lower/lower-federation.ts";
import { centreParent, hubParent, nodeSites, type UsedRuntime, usedRuntimes } from "./lower/lower-runtimes.ts";
import { unsupportedDeliveries } from "./unsupported-deliveries.ts";

/** @param regions under check; what concerns the centre looks at the whole fleet */
export function unsupportedFindings(
  fleet: Fleet,
  regions: readonly Region[],
  engines: EngineTables,
): readonly Diagnostic[] {
  const errors: Diagnostic[] = [];
  const asking = attempt(errors, "an engine could not be asked for what it cannot do");
  const found = [
    ...once(
      regions.flatMap((region) =>
        region.sites.flatMap((site) => asking(site.path, () => ofSite(site, engines)).flat()),
      ),
    ),
    ...once(ofRuntimes(fleet, regions, engines, asking)),
    ...unsupportedDeliveries(fleet, regions).map((each) => finding(each.engine, each.subject, each, each.at)),
    ...ofApps(fleet, engines, asking),
    ...asking(fleet.centre.path, () => ofFederation(fleet, engines)).flat(),
  ];
  return [...found, ...errors];
}

/** What a whole fleet or region asks for is told once, not at every site. */
function once(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return found.filter(({ message, subjects }) => {
    const key = `${message} ${subjects.join(" ")}`;
    return !seen.has(key) && seen.add(key);
  });
}

function ofSite(site: Site, engines: EngineTables): readonly Diagnostic[] {
  const { profile } = site;
  if (!profile) return [];
  if (site.spec.kind === "nodes" && runtimeOf(engines, profile.provisioner)) {
    return [...withoutParent(site), ...withoutCluster(site)];
  }
  return poolsOf(site, profile).flatMap((pool) => {
    const engine = provisionerOf(engines, pool.provisioner);
    if (!engine) return [withoutEngine(site, pool.provisioner.engine)];
    const found = [
      ...unjoined(site, profile, pool, engine),
      ...engine.unsupported({ site, pool }, pool.provisioner),
      ...unsupportedFields(site, engine.fields, pool),
    ];
    return found.map((each) => finding(pool.provisioner.engine, site.path, each, site.source));
  });
}

/** A pool whose nodes cannot be part of the site's cluster, or that would bring control planes of its own. */
function unjoined(
  site: Site,
  profile: Profile<Site>,
  { name, ownsCluster, hosts, provisioner }: Pool,
  engine: ProvisioningEngine<Provisioner>,
): readonly Unsupported[] {
  if (ownsCluster || hosts.length === 0) return [];
  const { source } = site;
  const why = engine.joins?.(profile.provisioner, provisioner);
  const twin =
    provisioner.engine === profile.provisioner.engine ? undefined : firstOf(provisioner.engine, site, profile);
  const planes = engine.joins ? hosts.filter(({ spec }) => spec.role === "control-plane") : [];
  return [
    ...(why
      ? [
          {
            requested: `the pool ${name}: ${why.cannot}`,
            alternative: why.instead,
            at: source && within(source, "profile"),
            ...(why.severity && { severity: why.severity }),
          },
        ]
      : []),
    ...(engine.joins && twin !== undefined && twin !== name
      ? [
          {
            requested: `the pool ${name} beside the pool ${twin}: an infrastructure that the cluster is not made on has one pool in it, since both would have one object and take each other's machines or addresses`,
            alternative: "make one pool of both, or two sites",
            at: source && within(source, "profile"),
          },
        ]
      : []),
    ...planes.map((host) => ({
      requested: `host ${host.name} as a control plane in the pool ${name}; one object makes all control planes of a cluster alike`,
      alternative: "make it a worker, or have it in the pool that owns the cluster",
      at: host.source && within(host.source, "role"),
      subject: host.path,
    })),
  ];
}

/** Name of the first pool with servers of an engine, among those that do not own the cluster. */
function firstOf(engine: string, site: Site, profile: Profile<Site>): string | undefined {
  return poolsOf(site, profile).find(
    (each) => !each.ownsCluster && each.hosts.length > 0 && each.provisioner.engine === engine,
  )?.name;
}

/** Nothing would be made, and what was published would be taken away. */
function withoutEngine(site: Site, name: string): Diagnostic {
  const unsupported: Unsupported = {
    requested: `the servers of ${site.reference}, since no engine has that name`,
    alternative: "name it among the engines of flotilla.config.ts, or pin a profile of an engine that there is",
  };
  return finding(name, site.path, unsupported, site.source && within(site.source, "profile"));
}

/** A nodes site of a region without a hub has nothing to be a node of. */
function withoutParent(site: Site): readonly Diagnostic[] {
  if (site.parent === "centre" || site.region.hub) return [];
  const unsupported: Unsupported = {
    requested: `nodes of the hub of ${site.region.name}, which has none`,
    alternative: "give the region a hub, or set parent: centre at the site",
  };
  return [finding(site.profile?.provisioner.engine ?? "", site.path, unsupported, site.source)];
}

/** Objects of a site's own need a cluster of its own. */
function withoutCluster(site: Site): readonly Diagnostic[] {
  if (site.spec.manifests === undefined) return [];
  const unsupported: Unsupported = {
    requested: "manifests of a site whose servers are nodes of another cluster",
    alternative: "make the objects a layer of the profile of that cluster",
    at: site.source && within(site.source, "manifests"),
  };
  return [finding(site.profile?.provisioner.engine ?? "", site.path, unsupported, site.source)];
}

function ofRuntimes(
  fleet: Fleet,
  regions: readonly Region[],
  engines: EngineTables,
  asking: Attempt,
): readonly Diagnostic[] {
  const ofHubs = regions.flatMap((region) => {
    const parent = hubParent(region);
    return parent ? usedRuntimes(parent, nodeSites([region], "hub"), engines) : [];
  });
  const ofCentre = usedRuntimes(centreParent(fleet), nodeSites(fleet.regions, "centre"), engines);
  return [...ofHubs, ...ofCentre].flatMap((used) => asking(used.scope.parent.path, () => ofRuntime(used)).flat());
}

function ofRuntime({ engine, scope, settings }: UsedRuntime): readonly Diagnostic[] {
  const found = [
    ...engine.unsupported(scope, settings),
    ...scope.sites.flatMap(({ site }) => unsupportedFields(site, engine.fields)),
  ];
  return found.map((each) => finding(engine.name, scope.parent.path, each, undefined));
}

function ofApps(fleet: Fleet, engines: EngineTables, asking: Attempt): readonly Diagnostic[] {
  return fleet.apps.flatMap((app) => asking(app.path, () => ofApp(app, engines)).flat());
}

function ofApp(app: App, engines: EngineTables): readonly Diagnostic[] {
  const { placement } = app.spec;
  const engine = placementOf(engines, placement);
  if (engine) return engine.unsupported(app).map((each) => finding(placement, app.path, each, app.source));
  const unimplemented = engines.placements[placement];
  const alternative = "unimplemented" in unimplemented ? unimplemented.alternative : "choose another placement";
  const at = app.source && within(app.source, "placement");
  return [finding(placement, app.path, { requested: `placement by ${placement}`, alternative }, at)];
}

function ofFederation(fleet: Fleet, engines: EngineTables): readonly Diagnostic[] {
  const used = usedFederation(fleet, engines);
  if (!used) return withoutFederation(fleet);
  const found = used.engine.unsupported(federationScope(fleet, engines), used.settings);
  return found.map((each) => finding(used.engine.name, fleet.centre.path, each, fleet.source));
}

/** What would be handed out by nobody, and what would take part in nothing. */
function withoutFederation({ centre, apps, regions }: Fleet): readonly Diagnostic[] {
  const asking = [
    ...apps.flatMap(({ path, source, spec }) =>
      spec.federate ? [{ path, at: source && within(source, "federate") }] : [],
    ),
    ...regions.flatMap(({ hub }) =>
      hub?.isMember ? [{ path: hub.path, at: hub.source && within(hub.source, "federation") }] : [],
    ),
  ];
  return asking.map(({ path, at }) => ({
    code: "engine/unsupported",
    severity: "error",
    message: `found federation at a centre that hands nothing out: its profile ${centre.reference} has no federation`,
    subjects: [path],
    ...(at && { at }),
    hint: "pin a profile of the centre that has one, such as centre@1.1.0, or take this out",
  }));
}

function finding(engine: string, construct: string, each: Unsupported, source: Diagnostic["at"]): Diagnostic {
  const at = each.at ?? source;
  return {
    code: "engine/unsupported",
    severity: each.severity ?? "error",
    message: `engine ${engine} cannot do this: ${each.requested}`,
    subjects: [each.subject ?? construct],
    ...(at && { at }),
    hint: each.alternative,
  };
}
