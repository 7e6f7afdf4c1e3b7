/** Files of sites under another name or in another zone, each beside the one that it was. */

import { bandOf } from "../../engines/delivery/interval.ts";
import type { LeafChange } from "./leaf-changes.ts";
import type { ObjectChange } from "./object-changes.ts";
import { bodiesOf, type Differences } from "./object-difference.ts";
import { withoutStamps } from "./object-role.ts";
import type { SiteMasks } from "./site-masks.ts";
import type { SiteMove } from "./site-moves.ts";

/** One site that moves, with its objects. */
export interface Readdressed {
  readonly move: SiteMove;
  /** What is the same but for its names. */
  readonly objects: readonly ObjectChange[];
  /** Everything that goes under the old names. */
  readonly gone: readonly ObjectChange[];
}

/**
 * What differs by more than names stays among the rest, as moved. Both sides of a file are told by one path, so that no
 * object is counted twice.
 */
export function readdressed(
  changes: readonly ObjectChange[],
  moves: ReadonlyMap<string, SiteMove>,
  masks: SiteMasks,
  differences: Differences,
): { readonly moved: readonly Readdressed[]; readonly rest: readonly ObjectChange[] } {
  if (moves.size === 0) return { moved: [], rest: changes };
  const used = new Set<ObjectChange>();
  const rest: ObjectChange[] = [];
  const byUnit = Map.groupBy(changes, ({ path, construct }) => masks.unitOf(path, construct).path);
  const moved = [...moves.values()].map((move): Readdressed => {
    const { from, to } = move;
    const unitAt = ({ region, zone, name }: SiteMove["to"]) =>
      [...byUnit.keys()].find((unit) => unit.endsWith(`/${region}/${zone}/${name}`)) ?? "";
    const own = masks.of({ kind: "site", path: unitAt(to) || to.name });
    const old = (byUnit.get(unitAt(from)) ?? []).filter(({ kind }) => kind === "removed");
    const added = (byUnit.get(unitAt(to)) ?? []).filter(({ kind }) => kind === "added");
    const byPath = new Map(old.flatMap((each) => keysOf(own[0](each.path)).map((key) => [key, each] as const)));
    const objects: ObjectChange[] = [];
    for (const now of added) {
      const was = keysOf(own[1](now.path))
        .map((key) => byPath.get(key))
        .find((each) => each && !used.has(each));
      if (!was) continue;
      used.add(was).add(now);
      const pair: ObjectChange = {
        ...now,
        kind: "moved",
        from: was.path,
        before: was.before,
        isOrphaned: was.isOrphaned,
      };
      if (differences.between(bodiesOf(pair, own)).every(isSpread)) objects.push(pair);
      else rest.push(pair);
    }
    // Files of servers are called by machine ids, so they stay where they are.
    for (const each of byUnit.get(unitAt(to)) ?? []) {
      if (each.kind !== "changed" || !differences.between(bodiesOf(each, own)).every(isSpread)) continue;
      used.add(each);
      objects.push({ ...each, kind: "moved", from: each.path });
    }
    return { move, objects, gone: old };
  });
  return { moved, rest: [...changes.filter((each) => !used.has(each)), ...rest] };
}

/** How an interval is spread follows from the name, wherever it is written. */
function isSpread({ before, after }: LeafChange): boolean {
  const plain = (text: string | undefined) => text?.replace(/\d+m\d+s/g, (value) => bandOf(value) ?? value);
  return plain(before) === plain(after);
}

/** The path, and what is left of it without the hash of a content. */
const keysOf = (path: string): readonly string[] => [path, withoutStamps(path.replace(/\.yaml$/, ""))];
