/** Every site with its place, its state and its profile. */

import type { SiteState } from "../../model/zone-file.ts";
import type { Selection } from "../load/load-fleet.ts";
import { type ListScope, sitesIn } from "./scope.ts";

export interface SiteRow {
  readonly name: string;
  readonly region: string;
  readonly zone: string;
  readonly kind: "cluster" | "nodes";
  readonly state: SiteState;
  readonly ring: string;
  readonly profile: string;
  readonly servers: number;
}

export function siteRows(selection: Selection, scope: ListScope): readonly SiteRow[] {
  return sitesIn(selection, scope).map((site) => ({
    name: site.name,
    region: site.region.name,
    zone: site.zone.name,
    kind: site.spec.kind,
    state: site.spec.state,
    ring: site.ring,
    profile: site.reference,
    servers: site.hosts.length,
  }));
}
