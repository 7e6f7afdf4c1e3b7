/** One side of a plan: what one repository holds, wherever that is known from. */

import type { CompiledRepository } from "../../compiler/compile.ts";
import type { RepositoryContent } from "../../compiler/emit/content.ts";
import type { PlanSide } from "../../compiler/plan/repository-part.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import type { CodeSource } from "../settings.ts";

/** Where a side comes from; plain data, since it goes to other threads. */
export type VersionSource =
  | {
      readonly kind: "files";
      /** Folder of the fleet. */
      readonly root: string;
      readonly code: CodeSource | undefined;
      /** Whether every rule is run on what comes out. */
      readonly isChecked: boolean;
    }
  | {
      readonly kind: "published";
      /** Folder of bare repositories, or a Git URL. */
      readonly base: string;
    };

/** One repository of a side. */
export interface VersionContent {
  readonly side: PlanSide;
  /** Of a side that was compiled. */
  readonly compiled?: {
    readonly fleet: Fleet;
    readonly content: RepositoryContent;
    readonly found: CompiledRepository;
  };
  /** Of a published one: which version of the tool wrote it. */
  readonly toolVersion?: string | undefined;
}
