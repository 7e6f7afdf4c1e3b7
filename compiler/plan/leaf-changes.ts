/** What differs between two parsed objects, leaf by leaf. */

import { diffArrays } from "diff";
import { isMapping } from "../../model/json-fields.ts";

/** One value that comes, goes or becomes another. */
export interface LeafChange {
  /** `spec.template.spec.containers[agent].image`; of a text of several lines, the lines that differ. */
  readonly path: string;
  /** As text; absent: it was not there. */
  readonly before?: string | undefined;
  /** Absent: it is not there any more. */
  readonly after?: string | undefined;
}

/** In the order of the object after the change, what goes behind what stays of the same mapping. */
export function leafChanges(before: unknown, after: unknown, path = ""): readonly LeafChange[] {
  if (isMapping(before) && isMapping(after)) return ofMappings(before, after, path);
  if (Array.isArray(before) && Array.isArray(after)) return ofLists(before, after, path);
  if (typeof before === "string" && typeof after === "string" && /\n/.test(before + after)) {
    return ofTexts(before, after, path);
  }
  if (before === undefined || after === undefined || isTree(before) || isTree(after)) {
    return [
      ...leavesOf(before, path).map(([at, text]) => ({ path: at, before: text })),
      ...leavesOf(after, path).map(([at, text]) => ({ path: at, after: text })),
    ];
  }
  return before === after ? [] : [{ path, before: scalar(before), after: scalar(after) }];
}

type Mapping = Readonly<Record<string, unknown>>;

function ofMappings(before: Mapping, after: Mapping, path: string): readonly LeafChange[] {
  const keys = [...Object.keys(after), ...Object.keys(before).filter((key) => !(key in after))];
  return keys.flatMap((key) => leafChanges(before[key], after[key], join(path, key)));
}

/** Items that have names are matched by them, others by their order; an item in the place of another is that one, changed. */
function ofLists(before: readonly unknown[], after: readonly unknown[], path: string): readonly LeafChange[] {
  const [old, now] = [byName(before), byName(after)];
  if (old && now) {
    const names = [...now.keys(), ...[...old.keys()].filter((name) => !now.has(name))];
    return names.flatMap((name) => leafChanges(old.get(name), now.get(name), `${path}[${name}]`));
  }
  const parts = diffArrays(before.map(key), after.map(key));
  const changes: LeafChange[] = [];
  let [from, to] = [0, 0];
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index];
    const next = parts[index + 1];
    if (!part) break;
    const count = part.value.length;
    if (part.removed && next?.added) {
      const came = next.value.length;
      for (let item = 0; item < Math.max(count, came); item++) {
        const [gone, come] = [
          item < count ? before[from + item] : undefined,
          item < came ? after[to + item] : undefined,
        ];
        changes.push(...leafChanges(gone, come, `${path}[]`));
      }
      from += count;
      to += came;
      index++;
    } else if (part.removed) {
      for (let item = 0; item < count; item++)
        changes.push(...leafChanges(before[from + item], undefined, `${path}[]`));
      from += count;
    } else if (part.added) {
      for (let item = 0; item < count; item++) changes.push(...leafChanges(undefined, after[to + item], `${path}[]`));
      to += count;
    } else {
      from += count;
      to += count;
    }
  }
  return changes;
}

/** Undefined unless every item has a name of its own. */
function byName(list: readonly unknown[]): ReadonlyMap<string, unknown> | undefined {
  for (const field of ["name", "key", "path", "type"]) {
    const names = list.map((item) => (isMapping(item) ? item[field] : undefined));
    if (names.every((name) => typeof name === "string") && new Set(names).size === list.length) {
      return new Map(list.map((item, index) => [names[index] as string, item]));
    }
  }
  return undefined;
}

/** Only the lines that differ, a block of them a change. */
function ofTexts(before: string, after: string, path: string): readonly LeafChange[] {
  const parts = diffArrays(before.split("\n"), after.split("\n"));
  const changes: LeafChange[] = [];
  for (let index = 0; index < parts.length; index++) {
    const [part, next] = [parts[index], parts[index + 1]];
    if (part?.removed && next?.added) {
      changes.push({ path, before: part.value.join("\n"), after: next.value.join("\n") });
      index++;
    } else if (part?.removed) changes.push({ path, before: part.value.join("\n") });
    else if (part?.added) changes.push({ path, after: part.value.join("\n") });
  }
  return changes;
}

/** Every scalar of a tree with its path, in the order of the tree. */
export function leavesOf(value: unknown, path: string): readonly (readonly [path: string, text: string])[] {
  if (value === undefined) return [];
  if (isMapping(value) && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([name, each]) => leavesOf(each, join(path, name)));
  }
  if (Array.isArray(value) && value.some(isTree)) {
    const names = byName(value);
    return value.flatMap((each, index) =>
      leavesOf(each, `${path}[${names ? ([...names.keys()][index] as string) : ""}]`),
    );
  }
  return [[path, Array.isArray(value) || isMapping(value) ? JSON.stringify(value) : scalar(value)]];
}

const isTree = (value: unknown): boolean => typeof value === "object" && value !== null;
const key = (value: unknown): string => JSON.stringify(value) ?? "";
const scalar = (value: unknown): string => (typeof value === "string" ? value : (JSON.stringify(value) ?? "null"));

function join(path: string, name: string): string {
  if (/[.[\]/]/.test(name)) return `${path}[${name}]`;
  return path === "" ? name : `${path}.${name}`;
}
