/** What an engine says of a wish that it cannot fulfil. */

import type { Source } from "../model/source.ts";

/** Something asked for that the engine cannot do; becomes a diagnostic, never a silent drop. */
export interface Unsupported {
  /** What was asked for: "surge of 1 server at a site without a spare one". */
  readonly requested: string;
  /** What to do instead. */
  readonly alternative: string;
  readonly at?: Source | undefined;
  /** Construct path of the one concerned, when it is not the scope's own. */
  readonly subject?: string;
  /** A warning where nothing is lost by going on without it. @default "error" */
  readonly severity?: "warning";
}

/** Why nodes of a pool cannot be part of a cluster, and what to do instead. */
export interface NotJoined {
  readonly cannot: string;
  readonly instead: string;
  /** A warning where it works by what the outside system does and not by what it promises. */
  readonly severity?: "warning";
}
