import type { Fleet } from "../constructs/fleet.ts";
import type { Member } from "../constructs/member.ts";
import type { Origin } from "../constructs/parameters.ts";
import type { Profile } from "../constructs/profile.ts";
import type { Site } from "../constructs/site.ts";
import type { Json, JsonObject } from "../model/json.ts";
import type { Source } from "../model/source.ts";
import { layerFolders } from "./lower/layers.ts";

/** A resolved parameter and where its value came from. */
interface ExplainedParameter {
  readonly name: string;
  readonly value: Json;
  readonly origin: Origin;
}

/** A layer of the member and the plain data it was rendered from. */
interface ExplainedLayer {
  readonly folder: string;
  readonly category: string;
  readonly inputs: JsonObject;
}

/** What is known of a site, a hub or the centre: identity, place in the files, values with their origin. */
export interface Explanation {
  readonly construct: string;
  readonly source: Source | undefined;
  readonly profile: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly parameters: readonly ExplainedParameter[];
  readonly layers: readonly ExplainedLayer[];
}

/** Finds a member by its name: a site, a region (its hub), or `centre`. */
export function explain(fleet: Fleet, name: string): Explanation | undefined {
  if (name === "centre") return explainMember(fleet.centre, fleet.centre, {});
  const region = fleet.regions.find((each) => each.name === name);
  if (region) {
    const { delivery, spec, sites, repository, hub } = region;
    if (!hub) return undefined;
    return explainMember(hub, hub, {
      delivery,
      repository,
      endpoint: hub.endpoint,
      supernet: spec.network.supernet,
      sites: String(sites.length),
    });
  }
  const site = fleet.regions.flatMap((each) => each.sites).find((each) => each.name === name);
  return site && explainMember(site, site, siteFacts(site));
}

/** Names that `explain` knows, for suggestions. */
export function explainable(fleet: Fleet): readonly string[] {
  return [
    "centre",
    ...fleet.regions.flatMap(({ name, hub, sites }) => [...(hub ? [name] : []), ...sites.map((site) => site.name)]),
  ];
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
    nodes: network.nodes,
    ...(network.vip !== undefined && { vip: network.vip }),
    hosts: hosts.map((host) => `${host.name} (${host.arch}, ${host.role})`).join(", "),
  };
}

function explainMember<S extends Member<S> & { readonly path: string }>(
  member: S,
  subject: S,
  facts: Readonly<Record<string, string>>,
): Explanation {
  const { values, origins } = member.resolved;
  const profile: Profile<S> | undefined = member.profile;
  const layers = profile
    ? layerFolders(profile).flatMap(({ layer, folder }) => {
        const work = layer.plan(subject, values);
        return work ? [{ folder, category: layer.category, inputs: work.inputs }] : [];
      })
    : [];
  return {
    construct: member.path,
    source: member.source,
    profile: member.reference,
    facts,
    parameters: Object.keys(values)
      .sort()
      .map((name) => ({ name, value: values[name] as Json, origin: origins[name] as Origin })),
    layers,
  };
}
