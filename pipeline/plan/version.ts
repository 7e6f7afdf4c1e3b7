/** One side of a plan: what one repository holds, wherever that is known from. */

import type { ClusterFiles } from "../../compiler/plan/cluster-files.ts";
import type { FilesByPath } from "../../compiler/plan/file-changes.ts";
import type { PlanSide } from "../../compiler/plan/repository-part.ts";
import type { Conflict } from "../../git/publish/conflicts.ts";
import type { CodeSource } from "../settings.ts";

/** Files of a fleet, to be compiled; plain data, since it goes to other threads. */
export interface FilesSource {
  readonly kind: "files";
  /** Folder of the fleet. */
  readonly root: string;
  readonly code: CodeSource | undefined;
}

/** Where a side comes from. */
export type VersionSource =
  | FilesSource
  | {
      readonly kind: "published";
      /** Folder of bare repositories, or a Git URL. */
      readonly base: string;
    }
  | {
      readonly kind: "trees";
      /** What `flotilla synth` wrote. */
      readonly folder: string;
    };

/** One repository of a side. */
export interface VersionContent {
  /** Files that are the same on both sides may be missing. */
  readonly side: PlanSide;
  readonly clusters: ClusterFiles;
}

/** Of a side that a version of the tool wrote. */
export interface WrittenContent extends VersionContent {
  /** Which one; undefined where it did not say so. */
  readonly toolVersion: string | undefined;
  /** What somebody else did there to what Flotilla owns, so that a publish would leave the repository as it is. */
  readonly conflicts: readonly Conflict[];
}

/** What a repository shall hold. */
export interface WantedContent {
  readonly fleet: string;
  readonly files: FilesByPath;
}

/** A side that has been written, whoever made it from whatever. */
export interface WrittenVersion {
  /**
   * @param head as it shall be: what is equal there need not be opened; undefined when it shall not be
   * @returns undefined when there is no such repository
   */
  content(name: string, head: WantedContent | undefined): Promise<WrittenContent | undefined>;
  /** Names of its repositories. @param head those that there shall be */
  names(head: readonly string[]): Promise<readonly string[]>;
}
