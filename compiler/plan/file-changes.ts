/** Files of two versions of a fleet, and one that differs. */

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
