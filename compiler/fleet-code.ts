/** The code that a fleet is compiled with: profiles, rules and engines, shipped ones and the fleet's own. */

import type { ProfileCatalogue } from "../constructs/catalogue.ts";
import { type Profile, profileReference } from "../constructs/profile.ts";
import { type EngineTables, engines as shippedEngines } from "../engines/engines.ts";
import type { Rule } from "../policies/rule.ts";
import { rules as shippedRules } from "../policies/rules.ts";
import { catalogue as shippedCatalogue } from "../profiles/catalogue.ts";
import type { FleetConfiguration } from "./fleet-configuration.ts";
import { kindFacts } from "./kind-facts.ts";
import { guardedEngine, guardedRule } from "./own-code/guard.ts";

export interface FleetCode {
  readonly catalogue: ProfileCatalogue;
  readonly rules: readonly Rule[];
  readonly engines: EngineTables;
}

export const shippedCode: FleetCode = { catalogue: shippedCatalogue, rules: shippedRules, engines: shippedEngines };

/** Adds the code of a fleet's own to the one that it has without. What that code answers is held to its contracts. */
export function withConfiguration(
  base: FleetCode,
  { profiles, policies, engines: own }: FleetConfiguration,
): FleetCode {
  const rules = (policies?.rules ?? []).map(guardedRule);
  const replaced = new Set(rules.map(({ id }) => id));
  const catalogue = withProfiles(base.catalogue, profiles);
  const kinds = () => (known ??= kindFacts(catalogue, engines));
  let known: ReturnType<typeof kindFacts> | undefined;
  const guarded = <E extends object>(family: string, table: Readonly<Record<string, E>> = {}) =>
    Object.fromEntries(
      Object.entries(table).map(([name, engine]) => [name, guardedEngine(engine, `engines.${family}.${name}`, kinds)]),
    );
  const engines: EngineTables = {
    provisioners: { ...base.engines.provisioners, ...guarded("provisioners", own?.provisioners) },
    runtimes: { ...base.engines.runtimes, ...guarded("runtimes", own?.runtimes) },
    deliveries: { ...base.engines.deliveries, ...guarded("deliveries", own?.deliveries) },
    federations: base.engines.federations,
    placements: { ...base.engines.placements, ...guarded("placements", own?.placements) },
  };
  return { catalogue, rules: [...base.rules.filter(({ id }) => !replaced.has(id)), ...rules], engines };
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
    layerCalls: { ...base.layerCalls, ...own.layerCalls },
  };
}
