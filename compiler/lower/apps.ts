import type { App } from "../../constructs/app.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import type { Site } from "../../constructs/site.ts";
import type { PlacementTarget } from "../../engines/engine.ts";
import { placementOf } from "../../engines/lookup.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { share } from "../../model/sharing.ts";
import { freeze } from "./freeze.ts";

/** The apps of one tenant at one place. */
export interface TenantApps {
  readonly tenant: { readonly name: string; readonly namespace: string };
  readonly objects: readonly KubernetesObject[];
}

interface Placed {
  readonly app: App;
  readonly target: PlacementTarget;
}

/**
 * Places apps and remembers what came out: sites of one zone that run the same apps of a tenant
 * share one list of objects.
 */
export class AppPlacer {
  readonly #apps: readonly App[];
  readonly #known = new Map<string, readonly KubernetesObject[]>();

  constructor(fleet: Fleet) {
    this.#apps = fleet.apps;
  }

  /** Apps that select at least one of the sites, by tenant. On a hub each runs on the sites it selects alone. */
  place(sites: readonly Site[], target: PlacementTarget): readonly TenantApps[] {
    const placed = this.#apps.flatMap((app) => {
      const selected = sites.filter((site) => app.selects(site));
      if (selected.length === 0) return [];
      // Always written out where labels select, so that another site in the zone changes nothing of this app.
      const isChosen = target.suffix !== undefined && app.spec.select.labels !== undefined;
      return [{ app, target: isChosen ? { ...target, sites: selected.map((site) => site.name) } : target }];
    });
    return [...Map.groupBy(placed, ({ app }) => app.spec.tenant)].map(([name, own]) => ({
      tenant: { name, namespace: (own[0] as Placed).app.namespace },
      objects: this.#objects(own),
    }));
  }

  #objects(placed: readonly Placed[]): readonly KubernetesObject[] {
    const key = placed
      .map(({ app, target: { zone, suffix = "", sites = [] } }) => [app.path, zone.path, suffix, ...sites].join(" "))
      .join("\n");
    const known = this.#known.get(key);
    if (known) return known;
    const objects = freeze(
      placed.flatMap(({ app, target }) => placementOf(app.spec.placement)?.place(app, target) ?? []),
    );
    for (const each of [objects, ...objects]) share(each);
    this.#known.set(key, objects);
    return objects;
  }
}
