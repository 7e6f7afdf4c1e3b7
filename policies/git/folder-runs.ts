/** Paths that follow one another and lie in the same folder. */
export interface FolderRun {
  /** Without a slash at its end; empty for the root. */
  readonly folder: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts the list of paths where the folder changes. Files are written folder by folder, so there are
 * about as many runs as folders, and rules on a million paths need not look each one up.
 */
export function folderRuns(paths: readonly string[]): readonly FolderRun[] {
  const known = remembered.get(paths);
  if (known) return known;
  const runs: FolderRun[] = [];
  let folder = "";
  let start = 0;
  for (const [index, path] of paths.entries()) {
    const length = Math.max(0, path.lastIndexOf("/"));
    if (length === folder.length && path.startsWith(folder)) continue;
    if (index > start) runs.push({ folder, start, end: index });
    folder = path.slice(0, length);
    start = index;
  }
  if (paths.length > start) runs.push({ folder, start, end: paths.length });
  remembered.set(paths, runs);
  return runs;
}

/** Several rules look at the same list. */
const remembered = new WeakMap<readonly string[], readonly FolderRun[]>();

/** The folder around a folder; empty for the root. */
export function parentOf(folder: string): string {
  return folder.slice(0, Math.max(0, folder.lastIndexOf("/")));
}
