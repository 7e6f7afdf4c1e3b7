/** A class in a line: what it is about and what becomes of it. */

import type { ClassHead } from "./class-parts.ts";
import type { LeafChange } from "./leaf-changes.ts";

/** Longer values are told by the lines below the title. */
const MAX_VALUE = 44;

/** `NodeOp os: 1.33.10 -> 1.33.11`, `StatefulSet prometheus: spec.replicas 2 -> 3`. */
export function classTitle({ title, kind, changes }: Pick<ClassHead, "title" | "kind" | "changes">): string {
  if (kind === "added" || kind === "removed") return title;
  const told = changes.map(summaryOf).filter((each) => each !== undefined);
  const [best] = [told.find(isOfVersions), told[0]].filter((each) => each !== undefined);
  if (best === undefined) return title;
  const others = new Set(told).size - 1 + (changes.length - told.length);
  return `${title}: ${best}${others > 0 ? ` and ${others} more` : ""}`;
}

function summaryOf({ path, before, after }: LeafChange): string | undefined {
  if (before === undefined || after === undefined) {
    const value = before ?? after ?? "";
    const sign = before === undefined ? "+" : "-";
    return value.length > MAX_VALUE || value.includes("\n")
      ? `${sign} ${lastStep(path)}`
      : `${sign} ${lastStep(path)} ${value}`;
  }
  if (before.includes("\n") || after.includes("\n")) return undefined;
  const [old, now] = differingWords(...withoutDigests(before, after));
  const isVersion = /\d/.test(old) && /\d/.test(now) && old !== before;
  const text = `${old} -> ${now}`;
  if (text.length > MAX_VALUE) return undefined;
  return isVersion ? text : `${lastStep(path)} ${text}`;
}

/** Of images with other tags their digests say nothing more. */
function withoutDigests(before: string, after: string): readonly [before: string, after: string] {
  const bare = (text: string) => text.replace(/(:[^@/\s]+)@sha256:[0-9a-f]{64}$/, "$1");
  return bare(before) === bare(after) ? [before, after] : [bare(before), bare(after)];
}

const isOfVersions = (text: string | undefined): boolean => /\d\.\d.* -> .*\d\.\d/.test(text ?? "");

/** `image` of `spec.containers[agent].image`, `requests.storage` of `spec.hard[requests.storage]`. */
function lastStep(path: string): string {
  const [, dotted] = /\[([^[\]]*\.[^[\]]*)\]$/.exec(path) ?? [];
  return dotted ?? path.slice(path.lastIndexOf(".") + 1);
}

/** The part in which two texts differ, widened to whole versions and words: `1.33.10` and `1.33.11`. */
function differingWords(before: string, after: string): readonly [before: string, after: string] {
  let start = 0;
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end++;
  const isWord = (character: string | undefined) => character !== undefined && /[A-Za-z0-9.]/.test(character);
  while (start > 0 && isWord(before[start - 1])) start--;
  while (end > 0 && isWord(before[before.length - end])) end--;
  const [old, now] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  const isPlain = (text: string) => text !== "" && !/^[.]/.test(text);
  const bare = (text: string) => text.replace(/^v(?=\d)/, "");
  return isPlain(old) && isPlain(now) ? [bare(old), bare(now)] : [before, after];
}
