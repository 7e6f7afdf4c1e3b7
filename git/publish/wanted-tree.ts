/** Makes the tree that a repository's owned part shall be. */

import { inventoryPath } from "../../model/inventory.ts";
import type { ContentFile } from "../../model/repository-file.ts";
import { type Folder, splitPath, TreeWriter } from "../objects/tree.ts";
import { GitError } from "../repository/git-error.ts";
import { pathError, segmentError } from "./path-error.ts";
import type { OwnedContent } from "./request.ts";
import { Scope } from "./scope.ts";

export interface Wanted {
  readonly scope: Scope;
  /** Every file but the volatile ones and the inventory. */
  readonly tree: TreeWriter;
  readonly files: readonly ContentFile[];
}

/**
 * The owned part of a repository as it shall be.
 *
 * @throws GitError that names every path which may not be written
 */
export function wantedTree({ files, volatile, owned }: OwnedContent): Wanted {
  const scope = new Scope([...owned, ...volatile, inventoryPath]);
  const tree = new TreeWriter();
  const errors: string[] = [];
  const listed = files.filter(({ path }) => path !== inventoryPath);
  const parents = new Map<string, ParentFolder>();
  for (const file of listed) {
    const [parent, name] = splitPath(file.path);
    const known = parents.get(parent);
    const parentFolder = known ?? openParent(parent, tree, scope);
    if (!known) parents.set(parent, parentFolder);
    const error = parentFolder.error ?? segmentError(name) ?? fileError(file, name, parentFolder, scope);
    if (error !== undefined) errors.push(`\`${file.path}\` ${error}`);
    else if (!volatile.has(file.path)) parentFolder.folder?.set(name, file);
  }
  errors.push(...caseCollisions(tree, listed));
  if (errors.length === 0) return { scope, tree, files: listed };
  throw new GitError(
    "git/path",
    `${errors.length} path(s) cannot go into a repository: ${errors.join("; ")}.`,
    "Rename the site, the host or the object that the path is made from.",
  );
}

/** A folder, looked at once for all of its files. */
interface ParentFolder {
  readonly error: string | undefined;
  /** Undefined when a file stands in its way. */
  readonly folder: Folder | undefined;
  readonly isOwned: boolean;
}

function openParent(path: string, tree: TreeWriter, scope: Scope): ParentFolder {
  const error = path === "" ? undefined : pathError(path.slice(0, -1));
  const folder = error === undefined ? tree.folder(path) : undefined;
  return { error, folder, isOwned: path !== "" && scope.owns(path.slice(0, -1)) };
}

function fileError({ path }: ContentFile, name: string, { folder, isOwned }: ParentFolder, scope: Scope) {
  if (!isOwned && !scope.owns(path)) return "is outside the owned part";
  return folder && !folder.entries.has(name) ? undefined : "is taken by another file";
}

const UPPER = /[A-Z]/;

/** Names that one file system keeps apart and another mixes: one of them is not all in lower case. */
function caseCollisions(tree: TreeWriter, files: readonly ContentFile[]): string[] {
  const suspects = files.filter(({ path }) => UPPER.test(path)).flatMap(({ path }) => foldersAbove(path));
  return [...new Set(suspects)].sort().flatMap((path) => {
    const names = [...(tree.folder(path)?.entries.keys() ?? [])];
    if (new Set(names.map((name) => name.toLowerCase())).size === names.length) return [];
    return [`\`${path}\` holds names that differ only by case: ${names.sort().join(", ")}`];
  });
}

/** Each with a slash at its end, and the root as an empty path. */
function foldersAbove(path: string): string[] {
  return ["", ...[...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index + 1))];
}
