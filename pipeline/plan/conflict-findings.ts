/** What somebody else did to a published repository, as a finding of a plan. */

import { type Conflict, nextOf, overwritable } from "../../git/publish/conflicts.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { firstNames } from "../../model/first-names.ts";

export const conflictCode = "plan/conflict";

/** One at most, however many places it is about. @param construct path of the repository's owner */
export function conflictFindings(
  repository: string,
  construct: string,
  conflicts: readonly Conflict[],
): readonly Diagnostic[] {
  if (conflicts.length === 0) return [];
  const next = conflicts.every(({ kind }) => overwritable.has(kind))
    ? "put the change into the fleet's files; flotilla publish --overwrite restores what was edited or added by hand"
    : "look at it in that repository: Flotilla does not take it over";
  const places = firstNames(conflicts.map(({ path, found }) => `${path} ${found}`));
  return [
    {
      code: conflictCode,
      severity: "error",
      message: `in the published repository ${repository} ${places}; a publish would leave it as it is`,
      subjects: [construct],
      hint: nextOf(conflicts) ?? next,
    },
  ];
}
