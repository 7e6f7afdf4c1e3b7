import { firstNames } from "../../model/first-names.ts";
import { isPlaced } from "./path-groups.ts";
import type { PathRow } from "./path-rows.ts";

/**
 * One end of a row in words: `app retail/checkout of panji/guangdong/shenzhen`.
 *
 * @param places of the row
 * @param most of names and of places; the others are counted
 */
export function endText({ kind, names }: PathRow["from"], places: readonly string[], most: number): string {
  const own = [names, isPlaced(kind) ? places : []].filter((each) => each.length > 0);
  return [kind, own.map((each) => firstNames(each, most)).join(" of ")].filter(Boolean).join(" ");
}
