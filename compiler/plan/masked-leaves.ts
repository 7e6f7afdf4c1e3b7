/** Leaves of a difference without what only says whose they are: hashes in names, and how an interval is spread. */

import { bandOf } from "../../engines/delivery/interval.ts";
import type { LeafChange } from "./leaf-changes.ts";

/** A change is kept whatever stands in: `x-⟨hash⟩` that becomes another `x-⟨hash⟩` is still one. */
export function maskedLeaves(changes: readonly LeafChange[]): readonly LeafChange[] {
  return changes.map(({ path, before, after }) => ({
    path,
    ...(before !== undefined && { before: maskedValue(path, before) }),
    ...(after !== undefined && { after: maskedValue(path, after) }),
  }));
}

/** Names carry a hash at their end; elsewhere such digits may be a value. */
function maskedValue(path: string, value: string): string {
  const field = path.slice(path.lastIndexOf(".") + 1);
  if (field === "name") return value.replace(/-[0-9a-f]{8}$/, "-⟨hash⟩");
  if (field === "interval") {
    const band = bandOf(value);
    return band === undefined ? value : `⟨${band}⟩`;
  }
  return value;
}
