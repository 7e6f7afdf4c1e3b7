/** By how much one baseline is larger and smaller than another, place by place. */

import type { BaselineSpec } from "../model/baseline-file.ts";
import { keyOf } from "./baseline.ts";

export interface BaselineChange {
  /** Places with more findings than before; `count` is how many more. */
  readonly grown: readonly BaselineSpec[];
  /** Places with fewer; `count` is how many fewer. */
  readonly shrunk: readonly BaselineSpec[];
}

export function changedCounts(before: readonly BaselineSpec[], after: readonly BaselineSpec[]): BaselineChange {
  return { grown: more(before, after), shrunk: more(after, before) };
}

/** What the second one has above the first. */
function more(less: readonly BaselineSpec[], than: readonly BaselineSpec[]): readonly BaselineSpec[] {
  const known = new Map(less.map((each) => [keyOf(each), each.count]));
  return than.flatMap((each) => {
    const count = each.count - (known.get(keyOf(each)) ?? 0);
    return count > 0 ? [{ ...each, count }] : [];
  });
}
