/** Tells keys that are twice in a mapping because an item of a list lost its dash: one slip, not one for each key. */

import type { ReaderError } from "./reader-error.ts";

export const LOST_DASH = "LOST_DASH";

/** The first key of an item that stands in another one is the slip; the keys below it follow from that. */
export function withLostDashes(errors: readonly ReaderError[], lines: readonly string[]): readonly ReaderError[] {
  const begun = new Set<number>();
  return errors.flatMap((error) => {
    if (error.code !== "DUPLICATE_KEY") return [error];
    const item = itemOf(error, lines);
    if (item === undefined) return [error];
    const isFirst = keyOf(lines[error.position.line - 1] ?? "") === keyOf(lines[item] ?? "");
    if (isFirst) begun.add(item);
    if (isFirst) return [{ ...error, code: LOST_DASH }];
    return begun.has(item) ? [] : [error];
  });
}

/** Index of the line with the dash of the item whose mapping the key stands in; undefined where it is no item's. */
function itemOf({ position }: ReaderError, lines: readonly string[]): number | undefined {
  const indent = position.column - 1;
  for (let index = position.line - 2; index >= 0; index--) {
    const line = lines[index] ?? "";
    if (/^\s*(#|$)/.test(line)) continue;
    const content = line.search(/[^\s-]/);
    if (/^\s*- /.test(line) && content === indent) return index;
    if (line.search(/\S/) < indent) return undefined;
  }
  return undefined;
}

function keyOf(line: string): string | undefined {
  return /^[\s-]*("[^"]*"|'[^']*'|[^:\s]+):/.exec(line)?.[1];
}
