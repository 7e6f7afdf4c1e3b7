/** Sites that are the same under another name or elsewhere; a whole zone or region of them is told once. */

import { disruptionOf } from "../../model/kinds/disruption.ts";
import { worst } from "./effect.ts";
import type { PlanMove } from "./plan.ts";
import type { PlanClusters } from "./plan-sites.ts";
import type { MovedSite } from "./repository-part.ts";

export function planMoves(
  fleet: string,
  moves: readonly MovedSite[],
  before: PlanClusters,
  after: PlanClusters,
): readonly PlanMove[] {
  const [old, now] = [namesOf(before), namesOf(after)];
  const rest = new Set(moves);
  const told: PlanMove[] = [];
  const tell = (kind: PlanMove["kind"], own: readonly MovedSite[], from: string, to: string) => {
    const effect = worst(own.map((each) => each.effect));
    for (const each of own) rest.delete(each);
    told.push({
      kind,
      from: `${fleet}/${from}`,
      to: `${fleet}/${to}`,
      sites: own.length,
      effect,
      disruption: disruptionOf[effect],
    });
  };
  for (const step of ["region", "zone"] as const) {
    const pathOf = ({ region, zone }: MovedSite["from"]) => (step === "region" ? region : `${region}/${zone}`);
    const groups = Map.groupBy([...rest], ({ from, to }) => `${pathOf(from)} ${pathOf(to)}`);
    for (const own of groups.values()) {
      const [first] = own;
      if (!first) continue;
      const [from, to] = [pathOf(first.from), pathOf(first.to)];
      const isWithin = step === "region" || first.from.region === first.to.region;
      const isRenamed = isWithin && from !== to && old.has(from) && !now.has(from) && now.has(to) && !old.has(to);
      if (isRenamed) tell(`${step} renamed`, own, from, to);
    }
  }
  for (const move of [...rest]) {
    const pathOf = ({ region, zone, name }: MovedSite["from"]) => `${region}/${zone}/${name}`;
    const isRenamed = move.from.name !== move.to.name;
    tell(isRenamed ? "site renamed" : "site moved", [move], pathOf(move.from), pathOf(move.to));
  }
  return told;
}

/** `guangdong` and `guangdong/shenzhen` of every site, and the regions of all hubs. */
function namesOf({ sites, hubs }: PlanClusters): ReadonlySet<string> {
  const regions = hubs.flatMap((hub) => hub.split("/")[1] ?? []);
  return new Set([...regions, ...sites.flatMap(({ region, zone }) => [region, `${region}/${zone}`])]);
}
