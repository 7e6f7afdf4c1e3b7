/** The files by which two compilations of one repository can differ; what both have is never written as text. */

import { platformPath } from "../../model/layout.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { memoizeShared } from "../../model/memo.ts";
import type { RepositoryFile } from "../../model/repository-file.ts";
import { isSameData } from "../../model/same-data.ts";
import { pathOf } from "../../policies/git/folders.ts";
import { emitUnit, knownNames } from "../emit/emit-unit.ts";
import { tenantOf } from "../gone-objects.ts";
import { type Folder, partOfUnit, type Unit } from "../lower/unit.ts";

/** One side: what was lowered, in the order in which it is written. */
export type Lowered = readonly Unit[];

/**
 * Folders that differ by anything, with all files in them, and files of servers and tools that differ. What the rules on
 * changes and the classes of a plan ask of a file is asked within its folder, but for two things, for which more is kept:
 * what a hub's platform holds, and all that is in a namespace that goes to another tenant.
 *
 * @param isWhole every file of both sides, for rules that may look at any
 */
export function differingFiles(
  before: Lowered,
  after: Lowered,
  isWhole = false,
): { readonly before: readonly RepositoryFile[]; readonly after: readonly RepositoryFile[] } {
  if (isWhole) return { before: filesOf(before, noPaths), after: filesOf(after, noPaths) };
  const same = sameUnits(before, after);
  const [old, now] = [without(before, same), without(after, same)];
  const equal = equalPaths(old, now);
  return equal
    ? { before: filesOf(old, equal), after: filesOf(now, equal) }
    : { before: filesOf(before, noPaths), after: filesOf(after, noPaths) };
}

/**
 * Keys of units that are the same on both sides and write no path that another unit writes: nobody looks into them, so that
 * they need not be lowered.
 */
function sameUnits(before: Lowered, after: Lowered): ReadonlySet<string> {
  const keys = new Set(before.flatMap(({ key }) => key ?? []));
  const same = new Set(after.flatMap(({ key }) => (key !== undefined && keys.has(key) ? [key] : [])));
  const isSingle = (units: Lowered) => {
    const paths = units.flatMap(pathsOf);
    return new Set(paths).size === paths.length;
  };
  return same.size === 0 || (isSingle(before) && isSingle(after)) ? same : new Set();
}

/** Folders of manifests, and files of servers and tools, whose folders are those of many units. */
function pathsOf(unit: Unit): readonly string[] {
  const { hub, site, files } = knownNames(unit);
  return [
    ...[...hub, ...site].map(({ path }) => path),
    ...files.flatMap(({ path, names }) => names.map((name) => pathOf(path, name))),
  ];
}

function without(units: Lowered, keys: ReadonlySet<string>): Lowered {
  return units.filter(({ key }) => key === undefined || !keys.has(key));
}

const noPaths: ReadonlySet<string> = new Set();

/** Paths of folders, and of files of servers and tools, that are the same on both sides; undefined where all count. */
function equalPaths(before: Lowered, after: Lowered): ReadonlySet<string> | undefined {
  const [old, now] = [foldersOf(before), foldersOf(after)];
  const equal = new Set<string>();
  for (const [path, folder] of now) {
    const was = old.get(path);
    if (!folder || !was) continue;
    if (isHandedOver(was.objects, folder.objects)) return undefined;
    if (!path.startsWith(PLATFORM) && isSameFolder(was, folder)) equal.add(path);
  }
  const files = new Map(before.flatMap((unit) => unit.files).map((file) => [file.path, file]));
  for (const { path, text, construct } of after.flatMap((unit) => unit.files)) {
    const was = files.get(path);
    if (was?.text === text && was.construct === construct) equal.add(path);
  }
  return equal;
}

const PLATFORM = platformPath("");

/** By path; undefined for one that is written twice. */
function foldersOf(units: Lowered): ReadonlyMap<string, Folder | undefined> {
  const folders = new Map<string, Folder | undefined>();
  for (const { hubFolders, siteFolders } of units) {
    for (const folder of hubFolders) folders.set(folder.path, folders.has(folder.path) ? undefined : folder);
    for (const folder of siteFolders) folders.set(folder.path, folders.has(folder.path) ? undefined : folder);
  }
  return folders;
}

function isSameFolder(a: Folder, b: Folder): boolean {
  return (
    a.construct === b.construct &&
    a.orphaned === b.orphaned &&
    isSameData(a.labels, b.labels) &&
    areSameObjects(a.objects, b.objects)
  );
}

/** Lists that many sites share are compared once. */
const areSameObjects = memoizeShared((a: readonly KubernetesObject[], b: readonly KubernetesObject[]): boolean =>
  isSameData(a, b),
);

/** Whether a namespace in both belongs to another tenant now. */
const isHandedOver = memoizeShared((a: readonly KubernetesObject[], b: readonly KubernetesObject[]): boolean => {
  if (a === b) return false;
  const tenants = new Map(namespacesIn(a).map(({ metadata }) => [metadata.name, tenantOf(metadata.labels)]));
  return namespacesIn(b).some(({ metadata: { name, labels } }) => {
    const [was, is] = [tenants.get(name), tenantOf(labels)];
    return was !== undefined && is !== undefined && was !== is;
  });
});

const namespacesIn = (objects: readonly KubernetesObject[]) => objects.filter(({ kind }) => kind === "Namespace");

function filesOf(units: Lowered, equal: ReadonlySet<string>): readonly RepositoryFile[] {
  return units.flatMap((unit) => emitUnit(partOfUnit(unit, ({ path }) => !equal.has(path))));
}
