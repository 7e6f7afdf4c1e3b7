/** Which objects of one repository change, and which removed and added ones are one. */

import { fileLocation, isDerived, isHostFile, splitPath } from "../../model/layout.ts";
import type { FileChange, FilesByPath } from "./file-changes.ts";
import { roleOfFile } from "./object-role.ts";

/**
 * `replaced`: another object does the same from now on, such as a template that is called by its content. `moved`: the
 * same object, but another folder or reconciler has it.
 */
export const changeKinds = ["removed", "replaced", "moved", "changed", "added"] as const;
export type ChangeKind = (typeof changeKinds)[number];

export interface ObjectChange extends FileChange {
  readonly kind: ChangeKind;
  /** Path before, of what is replaced or moved. */
  readonly from?: string;
}

/** One side of one repository. */
export interface RepositorySide {
  readonly files: FilesByPath;
  /** False for a repository that nobody writes any more. */
  readonly isWritten: boolean;
}

/** In the order of paths; what only lists other files is left out. */
export function objectChanges(repository: string, base: RepositorySide, head: RepositorySide): readonly ObjectChange[] {
  const changes: ObjectChange[] = [];
  for (const [path, { id, text, construct }] of head.files) {
    if (isDerived(path)) continue;
    const old = base.files.get(path);
    if (old?.id === id) continue;
    const kind = old ? "changed" : "added";
    changes.push({ kind, repository, path, construct, before: old?.text, after: text, isOrphaned: false });
  }
  for (const [path, { text, construct, kept }] of base.files) {
    if (isDerived(path) || head.files.has(path)) continue;
    const isOrphaned = kept === true || !head.isWritten;
    changes.push({ kind: "removed", repository, path, construct, before: text, after: undefined, isOrphaned });
  }
  return paired(changes).toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** Joins a removed and an added object that are one, where there is no doubt: one of each. */
function paired(changes: readonly ObjectChange[]): readonly ObjectChange[] {
  const {
    removed = [],
    added = [],
    changed = [],
  } = Object.groupBy(changes, ({ kind }) => (kind === "removed" || kind === "added" ? kind : "changed"));
  if (removed.length === 0 || added.length === 0) return changes;
  const replaced = matched(removed, added, ({ path, construct }) => {
    const { folder, file } = splitPath(path);
    // A server under another machine id is another one in its place.
    if (isHostFile(path)) return `${construct} ${file}`;
    const role = roleOfFile(file);
    return role === file.replace(/\.yaml$/, "") ? undefined : `${folder}/${role}`;
  });
  const rest = (list: readonly ObjectChange[]) => list.filter((each) => !replaced.has(each));
  const moved = matched(rest(removed), rest(added), ({ path }) => {
    const location = fileLocation(path);
    return location && `${location.cluster}/${splitPath(path).file}`;
  });
  const joined = (old: ObjectChange, now: ObjectChange, kind: ChangeKind): ObjectChange => ({
    ...now,
    kind,
    from: old.path,
    before: old.before,
    isOrphaned: old.isOrphaned,
  });
  const isJoined = (each: ObjectChange) => replaced.has(each) || moved.has(each);
  return [
    ...changed,
    ...removed.filter((each) => !isJoined(each)),
    ...added.flatMap((now): readonly ObjectChange[] => {
      const [was, from] = [replaced.get(now), moved.get(now)];
      if (was) return [joined(was, now, "replaced")];
      return from ? [joined(from, now, "moved")] : [now];
    }),
  ];
}

/** Both of each pair, each with the other. */
function matched(
  removed: readonly ObjectChange[],
  added: readonly ObjectChange[],
  keyOf: (change: ObjectChange) => string | undefined,
): ReadonlyMap<ObjectChange, ObjectChange> {
  const [old, now] = [Map.groupBy(removed, keyOf), Map.groupBy(added, keyOf)];
  const pairs = new Map<ObjectChange, ObjectChange>();
  for (const [key, come] of now) {
    const [one, another] = come;
    const [gone, more] = old.get(key) ?? [];
    if (key === undefined || !one || another || !gone || more) continue;
    pairs.set(one, gone).set(gone, one);
  }
  return pairs;
}
