/** One side of a plan: what one repository holds, wherever that is known from. */

import type { ClusterFiles } from "../../compiler/diff/cluster-files.ts";
import type { PlanSide } from "../../compiler/plan/repository-part.ts";
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
    };

/** One repository of a side. */
export interface VersionContent {
  /** Files that are the same on both sides may be missing. */
  readonly side: PlanSide;
  readonly clusters: ClusterFiles;
}

/** Of a published side. */
export interface PublishedContent extends VersionContent {
  /** Which version of the tool wrote it. */
  readonly toolVersion: string | undefined;
}
