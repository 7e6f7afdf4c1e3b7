/** Every app with its tenant, its state and how many of the sites that are asked for have it. */

import type { Fleet } from "../../constructs/fleet.ts";
import { appsOf, federatedRegions } from "../explain-app.ts";
import type { Selection } from "../load/load-fleet.ts";
import { type ListScope, sitesIn } from "./scope.ts";

export interface AppRow {
  /** `<tenant>/<app>` */
  readonly app: string;
  readonly kind: "service" | "job";
  readonly state: string;
  readonly placement: string;
  /** Regions whose hubs get it from the centre; absent: their own repositories have it. */
  readonly federated?: readonly string[];
  readonly image: string;
  readonly sites: number;
}

export function appRows(fleet: Fleet, selection: Selection, scope: ListScope): readonly AppRow[] {
  const counts = new Map<object, number>();
  for (const site of sitesIn(selection, scope)) {
    for (const app of appsOf(site, fleet)) counts.set(app, (counts.get(app) ?? 0) + 1);
  }
  return fleet.apps.map((app) => ({
    app: `${app.spec.tenant}/${app.spec.name}`,
    kind: app.spec.kind,
    state: app.isRetired ? "retired" : app.spec.state,
    placement: app.spec.placement,
    ...(app.spec.federate && { federated: federatedRegions(app) }),
    image: app.spec.image,
    sites: counts.get(app) ?? 0,
  }));
}
