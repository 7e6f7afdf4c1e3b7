import { memoizeByIdentity } from "../../model/memo.ts";
import type { RepositoryContents, RepositoryFolder } from "../rule.ts";

/** The folders with files of a repository; a folder that is written in two parts is there twice. */
export function foldersOf(contents: RepositoryContents): readonly RepositoryFolder[] {
  return "folders" in contents ? contents.folders : cutOnce(contents.paths);
}

/** Several rules look at the same list. */
const cutOnce = memoizeByIdentity((paths: readonly string[]) => cutPaths(paths));

/** Files are written folder by folder, so the list is cut where the folder changes. */
export function cutPaths(paths: readonly string[]): readonly RepositoryFolder[] {
  const folders: RepositoryFolder[] = [];
  let folder: string | undefined;
  let names: string[] = [];
  for (const path of paths) {
    const length = Math.max(0, path.lastIndexOf("/"));
    if (folder === undefined || length !== folder.length || !path.startsWith(folder)) {
      folder = path.slice(0, length);
      names = [];
      folders.push({ path: folder, names });
    }
    names.push(path.slice(length === 0 ? 0 : length + 1));
  }
  return folders;
}

export function pathOf(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

/** The folder around a folder; empty for the root. */
export function parentOf(folder: string): string {
  return folder.slice(0, Math.max(0, folder.lastIndexOf("/")));
}
