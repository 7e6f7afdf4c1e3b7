import type { App } from "../../constructs/app.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import type { Site } from "../../constructs/site.ts";
import type { PlacementTarget } from "../../engines/engine.ts";
import { placementOf } from "../../engines/lookup.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { freeze } from "./freeze.ts";

/** The apps of one tenant at one place. */
export interface TenantApps {
  readonly tenant: { readonly name: string; readonly namespace: string };
  readonly objects: readonly KubernetesObject[];
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

  /** Apps that select at least one of the sites, by tenant. */
  place(sites: readonly Site[], target: PlacementTarget): readonly TenantApps[] {
    const selected = this.#apps.filter((app) => sites.some((site) => app.selects(site)));
    return [...Map.groupBy(selected, (app) => app.spec.tenant)].map(([name, apps]) => ({
      tenant: { name, namespace: (apps[0] as App).namespace },
      objects: this.#objects(apps, target),
    }));
  }

  #objects(apps: readonly App[], target: PlacementTarget): readonly KubernetesObject[] {
    const key = [target.zone.path, target.suffix ?? "", ...apps.map((app) => app.path)].join(" ");
    let objects = this.#known.get(key);
    if (!objects) {
      objects = freeze(apps.flatMap((app) => placementOf(app.spec.placement)?.place(app, target) ?? []));
      this.#known.set(key, objects);
    }
    return objects;
  }
}
