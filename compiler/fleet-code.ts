/** The code that a fleet is compiled with: profiles, rules and engines, shipped ones and the fleet's own. */

import { type ProfileCatalogue, profileReferences } from "../constructs/catalogue.ts";
import { type Profile, profileReference } from "../constructs/profile.ts";
import { type EngineTables, engines as shippedEngines } from "../engines/engines.ts";
import { placementNames } from "../model/app-file.ts";
import { deliveryNames } from "../model/delivery.ts";
import { isPolicyCode } from "../model/diagnostic.ts";
import { isMapping } from "../model/json-fields.ts";
import { didYouMean } from "../model/suggest.ts";
import type { Rule } from "../policies/rule.ts";
import { rules as shippedRules } from "../policies/rules.ts";
import { catalogue as shippedCatalogue } from "../profiles/catalogue.ts";
import type { FleetConfiguration } from "./fleet-configuration.ts";

export interface FleetCode {
  readonly catalogue: ProfileCatalogue;
  readonly rules: readonly Rule[];
  readonly engines: EngineTables;
}

export const shippedCode: FleetCode = { catalogue: shippedCatalogue, rules: shippedRules, engines: shippedEngines };

/** The keys of a configuration and of its parts. */
const keys: Readonly<Record<string, readonly string[]>> = {
  profiles: ["shipped", "sites", "hubs", "centres", "kinds", "parameterFacts", "chartImages"],
  policies: ["rules"],
  engines: ["provisioners", "runtimes", "deliveries", "placements"],
};

/** Adds the code of a fleet's own to the one that it has without. */
export function withConfiguration(base: FleetCode, { profiles, policies, engines }: FleetConfiguration): FleetCode {
  const own = policies?.rules ?? [];
  const replaced = new Set(own.map(({ id }) => id));
  return {
    catalogue: withProfiles(base.catalogue, profiles),
    rules: [...base.rules.filter(({ id }) => !replaced.has(id)), ...own],
    engines: {
      provisioners: { ...base.engines.provisioners, ...engines?.provisioners },
      runtimes: { ...base.engines.runtimes, ...engines?.runtimes },
      deliveries: { ...base.engines.deliveries, ...engines?.deliveries },
      placements: { ...base.engines.placements, ...engines?.placements },
    },
  };
}

function withProfiles(base: ProfileCatalogue, own: FleetConfiguration["profiles"]): ProfileCatalogue {
  if (!own) return base;
  const join = <S>(shipped: ReadonlyMap<string, Profile<S>>, more: readonly Profile<S>[] = []) =>
    new Map([
      ...(own.shipped === false ? [] : shipped),
      ...more.map((each) => [profileReference(each), each] as const),
    ]);
  return {
    sites: join(base.sites, own.sites),
    hubs: join(base.hubs, own.hubs),
    centres: join(base.centres, own.centres),
    kinds: { ...base.kinds, ...own.kinds },
    parameterFacts: { ...base.parameterFacts, ...own.parameterFacts },
    chartImages: { ...base.chartImages, ...own.chartImages },
  };
}

/** What is wrong with a configuration as far as types cannot say: it may be plain JavaScript. Each as `found ..., expected ...`. */
export function configurationFaults(base: FleetCode, found: unknown): readonly string[] {
  if (!isMapping(found)) return ["found no default export, expected `export default defineFleet({ ... })`"];
  const unknown = [
    ...unknownKeys("", found, Object.keys(keys)),
    ...Object.entries(keys).flatMap(([part, known]) => unknownKeys(`${part}.`, found[part] ?? {}, known)),
  ];
  if (unknown.length > 0) return unknown;
  const configuration = found as FleetConfiguration;
  return [
    ...profileFaults(base.catalogue, configuration.profiles),
    ...(configuration.policies?.rules ?? []).flatMap((rule) => ruleFaults(base.rules, rule)),
    ...engineFaults(configuration.engines),
  ];
}

function unknownKeys(prefix: string, found: unknown, known: readonly string[]): readonly string[] {
  if (!isMapping(found)) return [`found no object at ${prefix.slice(0, -1)}, expected ${known.join(", ")}`];
  return Object.keys(found)
    .filter((key) => !known.includes(key))
    .map((key) => `found the key ${prefix}${key}, expected one of ${known.join(", ")}${didYouMean(key, known)}`);
}

function profileFaults(base: ProfileCatalogue, own: FleetConfiguration["profiles"]): readonly string[] {
  const shipped = new Set(profileReferences(base));
  const seen = new Set<string>();
  return [own?.sites, own?.hubs, own?.centres].flatMap((list = []) =>
    list.flatMap((profile) => {
      if (!isMapping(profile) || typeof profile.name !== "string" || !/^\d+\.\d+\.\d+/.test(String(profile.version)))
        return ["found a profile without a name and a version like 1.0.0, expected what defineProfile gives"];
      const reference = profileReference(profile);
      const isTaken = seen.has(reference) || (own?.shipped !== false && shipped.has(reference));
      seen.add(reference);
      return isTaken ? [`found the profile ${reference} twice, expected a name and version that is not taken`] : [];
    }),
  );
}

function ruleFaults(base: readonly Rule[], rule: Rule): readonly string[] {
  if (!isMapping(rule) || typeof rule.check !== "function" || typeof rule.scope !== "string")
    return ["found a rule without scope and check, expected what defineRule gives"];
  if (!isPolicyCode(String(rule.id)))
    return [`found a rule with the id ${rule.id}, expected <PREFIX>-<AREA>-<nnn>, like ACME-NET-001`];
  const isOwn = !rule.id.startsWith("FLT-") || base.some(({ id }) => id === rule.id);
  return isOwn ? [] : [`found a new rule with the id ${rule.id}, expected a prefix of your own: FLT- is Flotilla's`];
}

function engineFaults(engines: FleetConfiguration["engines"] = {}): readonly string[] {
  const closed = { deliveries: deliveryNames, placements: placementNames } as const;
  const words = Object.entries(closed).flatMap(([family, names]) =>
    Object.keys(engines[family as keyof typeof closed] ?? {})
      .filter((name) => !(names as readonly string[]).includes(name))
      .map((name) => `found engines.${family}.${name}, expected one of ${names.join(", ")}: files know no other word`),
  );
  const misnamed = Object.entries(engines).flatMap(([family, table]) =>
    Object.entries(table ?? {})
      .filter(([name, engine]) => engine?.name !== name)
      .map(
        ([name]) => `found an engine of another name at engines.${family}.${name}, expected its own name as the key`,
      ),
  );
  return [...words, ...misnamed];
}
