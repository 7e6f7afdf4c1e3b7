/** Where a system runs, in which version, and with which values of its apps. */

import type { Fleet } from "../constructs/fleet.ts";
import type { Site } from "../constructs/site.ts";
import type { ChosenVersion, System } from "../constructs/system.ts";
import type { Zone } from "../constructs/zone.ts";
import { type AppExplanation, explainApp, findApp, runsAt, selectorWords, valuesIn } from "./explain-app.ts";

/** A zone that has a system. */
interface SystemPlace {
  readonly zone: Zone;
  readonly sites: readonly Site[];
  readonly chosen: ChosenVersion | undefined;
}

/** `retail/mall`, also with `systems/` before and `.yaml` behind; a name alone where one tenant has it. */
export function findSystem({ systems }: Fleet, wanted: string): System | undefined {
  const name = wanted.replace(/^systems?\//, "").replace(/\.ya?ml$/, "");
  const found = systems.filter(({ spec }) => `${spec.tenant}/${spec.name}` === name || spec.name === name);
  return found.length === 1 ? found[0] : undefined;
}

export function systemNames({ systems }: Fleet): readonly string[] {
  return systems.map(({ spec }) => `${spec.tenant}/${spec.name}`);
}

/** In the order of regions and zones. */
export function systemPlaces(system: System): readonly SystemPlace[] {
  return system.fleet.regions.flatMap((region) =>
    region.zones.flatMap((zone): readonly SystemPlace[] => {
      const sites = zone.sites.filter((site) => system.apps.some((app) => runsAt(app, site)));
      return sites.length > 0 ? [{ zone, sites, chosen: system.versionIn(zone) }] : [];
    }),
  );
}

/** In the shape of an app's; values are called `till.replicas`. */
export function explainSystem(system: System): AppExplanation {
  const { spec, apps } = system;
  return {
    construct: system.path,
    source: system.source,
    facts: {
      state: system.isRetired ? "retired" : spec.state,
      selects: selectorWords(spec.select),
      placement: spec.placement,
      apps: spec.apps
        .map(({ name, after }) => (after.length > 0 ? `${name} after ${after.join(", ")}` : name))
        .join("; "),
    },
    places: systemPlaces(system).map(({ zone, sites, chosen }) => ({
      zone: `${zone.region.name}/${zone.name}`,
      sites: sites.map(({ name }) => name),
      values: [
        ...(chosen ? [{ name: "version", value: chosen.version, source: chosen.source }] : []),
        ...apps.flatMap((app, index) =>
          app.isRetired
            ? []
            : valuesIn(app, zone).map((each) => ({ ...each, name: `${spec.apps[index]?.name}.${each.name}` })),
        ),
      ],
    })),
  };
}

/** An app, or else a system, of a tenant. */
export function findOwned(
  fleet: Fleet,
  name: string,
): { readonly path: string; readonly explain: () => AppExplanation } | undefined {
  const app = findApp(fleet, name);
  if (app) return { path: app.path, explain: () => explainApp(app) };
  const system = findSystem(fleet, name);
  return system && { path: system.path, explain: () => explainSystem(system) };
}
