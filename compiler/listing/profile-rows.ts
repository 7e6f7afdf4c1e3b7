/** Every profile that a fleet may pin, and how many sites, hubs or centres do. */

import type { Fleet } from "../../constructs/fleet.ts";
import type { Profile } from "../../constructs/profile.ts";
import type { Selection } from "../load/load-fleet.ts";
import { isProfile } from "./is-profile.ts";
import { type ListScope, sitesIn } from "./scope.ts";

export interface ProfileRow {
  /** `name@version` */
  readonly profile: string;
  readonly for: "site" | "hub" | "centre";
  /** `k3s 1.33.10` */
  readonly kubernetes: string;
  readonly engine: string;
  /** How many pin it, of those that are asked for. */
  readonly pinned: number;
}

export function profileRows(
  { catalogue, centre }: Fleet,
  selection: Selection,
  scope: ListScope,
): readonly ProfileRow[] {
  const hubs = selection.regions.flatMap(({ hub }) => (hub ? [hub.reference] : []));
  const pinned = {
    site: sitesIn(selection, scope).map(({ reference }) => reference),
    hub: hubs,
    centre: [centre.reference],
  };
  const rows = <S>(of: ProfileRow["for"], profiles: ReadonlyMap<string, Profile<S>>) =>
    [...profiles].map(([profile, { kubernetes, provisioner }]) => ({
      profile,
      for: of,
      kubernetes: `${kubernetes.distribution} ${kubernetes.version}`,
      engine: provisioner.engine,
      pinned: pinned[of].filter((each) => each === profile).length,
    }));
  const all = [...rows("site", catalogue.sites), ...rows("hub", catalogue.hubs), ...rows("centre", catalogue.centres)];
  return all.filter(({ profile }) => isProfile(profile, scope));
}
