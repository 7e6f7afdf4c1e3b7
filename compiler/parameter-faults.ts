/** Reports wrong and undeclared parameters once for each place they are written at. */

import type { Fleet } from "../constructs/fleet.ts";
import { type ParameterScope, undeclaredParameters } from "../constructs/parameters.ts";
import type { ProfileTarget } from "../constructs/profile-target.ts";
import type { Region } from "../constructs/region.ts";
import type { Diagnostic } from "../model/diagnostic.ts";

type AnyTarget = Pick<ProfileTarget<unknown>, "resolved"> & {
  readonly profile?: { readonly parameters: { readonly shape: object } } | undefined;
};

/**
 * Resolves the parameters of every target and reports values of the wrong type once for each place
 * they are written at, and names that no profile below their scope declares.
 *
 * @param partial zones of some regions are unknown, so wider scopes cannot be judged.
 */
export function parameterFaults(fleet: Fleet, partial: boolean): readonly Diagnostic[] {
  const faults = new Map<string, Diagnostic>();
  const add = (diagnostics: readonly Diagnostic[]) => {
    for (const each of diagnostics) {
      const key = `${each.message} ${each.at ? `${each.at.file} ${each.at.path.join(".")}` : each.subjects[0]}`;
      faults.set(key, faults.get(key) ?? each);
    }
  };
  const judge = (scope: ParameterScope, targets: readonly AnyTarget[]) => {
    if (Object.keys(scope.values).length === 0 || targets.some((target) => !target.profile)) return;
    const declared = new Set(targets.flatMap((target) => Object.keys(target.profile?.parameters.shape ?? {})));
    add(undeclaredParameters(scope, declared));
  };
  add(fleet.centre.resolved.diagnostics);
  for (const region of fleet.regions) {
    if (region.hub) add(region.hub.resolved.diagnostics);
    for (const zone of region.zones) {
      if (zone.sites.length > 0) judge(zone.parameterScope, zone.sites);
      for (const site of zone.sites) {
        add(site.resolved.diagnostics);
        judge(site.parameterScopes().at(-1) as ParameterScope, [site]);
      }
    }
    if (!partial) judge(region.parameterScope, membersOf(region));
  }
  if (!partial) judge(fleet.parameterScope, [fleet.centre, ...fleet.regions.flatMap(membersOf)]);
  return [...faults.values()];
}

function membersOf({ hub, sites }: Region): readonly AnyTarget[] {
  return hub ? [hub, ...sites] : sites;
}
