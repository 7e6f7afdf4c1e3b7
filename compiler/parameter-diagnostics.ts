/** Reports wrong and undeclared parameters once for each line they are written at. */

import type { ProfileCatalogue } from "../constructs/catalogue.ts";
import type { Fleet } from "../constructs/fleet.ts";
import { type ParameterScope, undeclaredParameters } from "../constructs/parameters.ts";
import type { Profile } from "../constructs/profile.ts";
import type { ProfileTarget } from "../constructs/profile-target.ts";
import type { Region } from "../constructs/region.ts";
import { Site } from "../constructs/site.ts";
import type { Diagnostic } from "../model/diagnostic.ts";

type AnyTarget = Pick<ProfileTarget<unknown>, "resolved"> & {
  readonly profile?: { readonly parameters: { readonly shape: object } } | undefined;
};

/**
 * Resolves the parameters of every target and reports values of the wrong type once for each line
 * they are written at, and names that no profile below their scope declares.
 *
 * @param partial zones of some regions are unknown, so wider scopes cannot be checked.
 */
export function parameterDiagnostics(fleet: Fleet, partial: boolean): readonly Diagnostic[] {
  const byLocation = new Map<string, Diagnostic>();
  const readers = readersOf(fleet.catalogue);
  const add = (diagnostics: readonly Diagnostic[]) => {
    for (const each of diagnostics) {
      // A value that several profiles read is wrong once.
      const what = each.at ? each.message.replace(/ of profile \S+:/, ":") : each.message;
      const key = `${what} ${each.at ? `${each.at.file} ${each.at.path.join(".")}` : each.subjects[0]}`;
      byLocation.set(key, byLocation.get(key) ?? each);
    }
  };
  const addUndeclared = (scope: ParameterScope, targets: readonly AnyTarget[]) => {
    if (Object.keys(scope.values).length === 0 || targets.some((target) => !target.profile)) return;
    const used = targets.flatMap((target) => Object.keys(target.profile?.parameters.shape ?? {}));
    // Where there is no site yet, or none any more, nobody can say what its profile reads.
    const possible = targets.some(isSite) ? [] : [...fleet.catalogue.sites.values()].flatMap(namesOf);
    add(undeclaredParameters(scope, new Set([...used, ...possible]), readers));
  };
  add(fleet.centre.resolved.diagnostics);
  for (const region of fleet.regions) {
    if (region.hub) add(region.hub.resolved.diagnostics);
    for (const zone of region.zones) {
      if (zone.sites.length > 0) addUndeclared(zone.parameterScope, zone.sites);
      for (const site of zone.sites) {
        add(site.resolved.diagnostics);
        addUndeclared(site.parameterScopes().at(-1) as ParameterScope, [site]);
      }
    }
    if (!partial) addUndeclared(region.parameterScope, membersOf(region));
  }
  if (!partial) addUndeclared(fleet.parameterScope, [fleet.centre, ...fleet.regions.flatMap(membersOf)]);
  return [...byLocation.values()];
}

const isSite = (target: AnyTarget): boolean => target instanceof Site;

const namesOf = ({ parameters }: Profile<never>): readonly string[] => Object.keys(parameters.shape);

/** Profiles by a parameter that they declare. */
function readersOf({ sites, hubs, centres }: ProfileCatalogue): (name: string) => readonly string[] {
  const all: readonly (readonly [string, Profile<never>])[] = [...sites, ...hubs, ...centres];
  return (name) =>
    all.flatMap(([reference, profile]) => (Object.hasOwn(profile.parameters.shape, name) ? [reference] : []));
}

function membersOf({ hub, sites }: Region): readonly AnyTarget[] {
  return hub ? [hub, ...sites] : sites;
}
