/** What is said of an outside system, and in which words. */

import type manifest from "../../package.json";
import type { CrdSource } from "../crds/kinds.ts";
import type { ToolName } from "../tools.ts";

/** How far a system has judged what is made for it, from the strongest to none. */
export const judgements = {
  controllers: "its own controllers carry it out in the lab",
  program: "its own program takes it in a test",
  "API server": "a real API server takes every object; nothing carries it out",
  nothing: "nothing of it runs in a test",
} as const;

export interface System {
  readonly name: string;
  /** What is fetched for it, by its place below the registry or the host. */
  readonly pulls: readonly RegExp[];
  /** Its packages that the stacks of a fleet run on. */
  readonly packages?: readonly (keyof typeof manifest.peerDependencies)[];
  /** Programs of the lab that are it, or stand beside it. */
  readonly tools: readonly ToolName[];
  /** Go modules, or projects without one, that the schemas of its kinds come from. */
  readonly schemas: readonly CrdSource["module"][];
  readonly judged: keyof typeof judgements;
  /** What was judged, and what was not. */
  readonly how: string;
}
