/** Where a construct and its fields were written. */

import { type Source, type Step, within } from "../model/source.ts";

/** The node below a construct's source, or nothing when a program made the construct. */
export function sourceAt(source: Source | undefined, ...steps: readonly Step[]): Source | undefined {
  return source && within(source, ...steps);
}
