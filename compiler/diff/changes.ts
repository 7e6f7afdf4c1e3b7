/** The files that differ between two renderings of a fleet. */

import type { RepositoryFile } from "../../model/repository-file.ts";

/** Files of one repository by path. */
export type FilesByPath = ReadonlyMap<string, Pick<RepositoryFile, "id" | "text" | "construct" | "kept">>;

/** Everything that a fleet becomes: repositories by name. */
export type RenderedFleet = ReadonlyMap<string, FilesByPath>;

export interface FileChange {
  readonly repository: string;
  readonly path: string;
  /** Construct path of the owner. */
  readonly construct: string;
  /** Undefined for a new file. */
  readonly before: string | undefined;
  /** Undefined for a file that goes. */
  readonly after: string | undefined;
  /** The file goes, or is never written again, and its object stays in the cluster, which nobody manages any more. */
  readonly isOrphaned: boolean;
}

/** Every file that differs between two renderings, in the order of repositories and paths. */
export function fileChanges(base: RenderedFleet, head: RenderedFleet): readonly FileChange[] {
  const none: FilesByPath = new Map();
  const names = [...new Set([...base.keys(), ...head.keys()])].sort();
  return names.flatMap((repository) => {
    const old = base.get(repository) ?? none;
    const now = head.get(repository) ?? none;
    const paths = [...new Set([...old.keys(), ...now.keys()])].filter(
      (path) => old.get(path)?.id !== now.get(path)?.id,
    );
    return paths.sort().map((path) => {
      const [before, after] = [old.get(path), now.get(path)];
      const construct = (after ?? before)?.construct ?? repository;
      // Nobody writes the repository of a region that is gone, so nothing goes from it either.
      const isOrphaned = after === undefined && (before?.kept === true || !head.has(repository));
      return { repository, path, construct, before: before?.text, after: after?.text, isOrphaned };
    });
  });
}
