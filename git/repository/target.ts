/** What a target of a publish can do. */

import type { Setting } from "./environment.ts";
import type { Git } from "./process.ts";

/** What became of an attempt to move a branch. A branch that did not move is told apart from one that others moved. */
export type RefUpdate =
  | { readonly kind: "updated" }
  | { readonly kind: "raced" }
  | {
      readonly kind: "rejected";
      /** Git's words, for people. */
      readonly detail: string;
      /** A lock file that was in the way. */
      readonly lock: string | undefined;
    };

/** A branch to publish to, and the Git directory on this machine that receives the objects. */
export interface Target {
  readonly gitDir: string;
  readonly git: Git;
  /** Configuration that processes in `gitDir` need beyond the user's own. */
  readonly settings: readonly Setting[];
  /**
   * A name of the branch's commit for reading it from `gitDir`; undefined when there is none for certain.
   * Each call looks again.
   */
  readonly findTip: () => Promise<string | undefined>;
  /** Makes sure that a commit of the branch's history can be read from `gitDir`, if it is there at all. */
  readonly fetchCommit: (id: string) => Promise<void>;
  /** Makes sure that all files below a tree can be read from `gitDir` without one round trip each. */
  readonly prefetch: (tree: string) => Promise<void>;
  /** Makes sure that these files below a tree can be read from `gitDir` without one round trip each. */
  readonly fetchBlobs: (tree: string, ids: readonly string[]) => Promise<void>;
  /** Moves the branch when it still is where it was; `undefined` stands for a branch that is not there. */
  readonly updateRef: (next: string, previous: string | undefined) => Promise<RefUpdate>;
  /** Called once, whatever happened. */
  readonly release: () => Promise<void>;
}
