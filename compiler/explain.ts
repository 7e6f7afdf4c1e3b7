/** What is known of a site, a hub or the centre, with the origin of every value. */

import type { Fleet } from "../constructs/fleet.ts";
import type { Origin } from "../constructs/parameters.ts";
import type { Profile } from "../constructs/profile.ts";
import type { ProfileTarget } from "../constructs/profile-target.ts";
import type { Site } from "../constructs/site.ts";
import { capacityText } from "../model/capacity.ts";
import type { Json, JsonObject } from "../model/json.ts";
import type { Source } from "../model/source.ts";
import { appsOf } from "./explain-app.ts";
import { layerFolders } from "./lower/layers.ts";
import { serverLoss } from "./server-loss.ts";
import { shownValue, shownValues } from "./shown-value.ts";

/** A resolved parameter and where its value came from. */
interface ExplainedParameter {
  readonly name: string;
  readonly value: Json;
  readonly origin: Origin;
}

/** A layer of the target and the plain data it was rendered from. */
interface ExplainedLayer {
  readonly folder: string;
  readonly category: string;
  readonly inputs: JsonObject;
}

/** What is known of a site, a hub or the centre: identity, place in the files, values with their origin. */
export interface Explanation {
  readonly construct: string;
  readonly source: Source | undefined;
  /** Of a site with addresses out of its region's plan: the line of the lock that gives them. */
  readonly allocation?: Source | undefined;
  readonly profile: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly parameters: readonly ExplainedParameter[];
  /** None while a parameter is wrong. */
  readonly layers: readonly ExplainedLayer[];
  /** Of a site: what selects it. */
  readonly apps?: readonly ExplainedApp[];
}

/** An app at a site, as its zone has it. */
interface ExplainedApp {
  /** `<tenant>/<app>` */
  readonly name: string;
  readonly image: string;
  readonly replicas: number;
  readonly source: Source | undefined;
}

/** Finds a target by its name: a site, a region (its hub), or `centre`. */
export function explain(fleet: Fleet, name: string): Explanation | undefined {
  if (name === "centre") return explainTarget(fleet.centre, fleet.centre, {});
  const region = fleet.regions.find((each) => each.name === name);
  if (region) {
    const { delivery, sites, repository, hub } = region;
    if (!hub) return undefined;
    return explainTarget(hub, hub, {
      delivery,
      repository,
      endpoint: hub.endpoint,
      supernet: region.supernets.join(", "),
      sites: String(sites.length),
    });
  }
  const site = fleet.regions.flatMap((each) => each.sites).find((each) => each.name === name);
  if (!site) return undefined;
  const { allocation } = site;
  return {
    ...explainTarget(site, site, siteFacts(site)),
    ...(allocation && { allocation }),
    apps: explainedApps(site, fleet),
  };
}

/** Names that `explain` knows, for suggestions. */
export function explainable(fleet: Fleet): readonly string[] {
  return [
    "centre",
    ...fleet.regions.flatMap(({ name, hub, sites }) => [...(hub ? [name] : []), ...sites.map((site) => site.name)]),
  ];
}

function explainedApps(site: Site, fleet: Fleet): readonly ExplainedApp[] {
  return appsOf(site, fleet).map((app) => {
    const { image, replicas } = app.inZone(site.zone);
    return { name: `${app.spec.tenant}/${app.spec.name}`, image, replicas, source: app.source };
  });
}

function siteFacts(site: Site): Readonly<Record<string, string>> {
  const { kind, state, network, hosts } = site.spec;
  return {
    kind,
    state,
    ring: site.ring,
    region: site.region.name,
    zone: site.zone.name,
    delivery: site.region.delivery,
    nodes: site.network.nodes.join(", "),
    ...(network.vip !== undefined && { vip: site.network.vips.join(", ") }),
    hosts: hosts.map((host) => `${host.name} (${host.arch}, ${host.role})`).join(", "),
    ...hardwareFact(site),
    serverLoss: serverLoss(site),
  };
}

/** Of the servers whose size somebody wrote down. */
function hardwareFact({ hosts }: Site): Readonly<Record<string, string>> {
  const known = hosts.flatMap(({ name, capacity }) => (capacity ? [`${name} ${capacityText(capacity)}`] : []));
  return known.length > 0 ? { hardware: known.join(", ") } : {};
}

function explainTarget<S extends ProfileTarget<S> & { readonly path: string }>(
  target: S,
  subject: S,
  facts: Readonly<Record<string, string>>,
): Explanation {
  const { values, origins } = target.resolved;
  const profile: Profile<S> | undefined = target.profile;
  // Without its parameters a layer would seem to come or to go that does not.
  const layers =
    profile && target.resolved.diagnostics.length === 0
      ? layerFolders(profile).flatMap(({ layer, folder }) => {
          const instance = layer.prepare(subject, values);
          return instance ? [{ folder, category: layer.category, inputs: shownValues(instance.inputs) }] : [];
        })
      : [];
  return {
    construct: target.path,
    source: target.source,
    profile: target.reference,
    facts,
    parameters: Object.keys(values)
      .sort()
      .map((name) => ({ name, value: shownValue(name, values[name] as Json), origin: origins[name] as Origin })),
    layers,
  };
}
