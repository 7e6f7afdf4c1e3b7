/** Which files below sites/ and apps/ are not read, and why that is right. */

import type { Diagnostic } from "../../model/diagnostic.ts";
import { firstNames } from "../../model/first-names.ts";

/** Why a file is not read. */
export type Unread = "leftover" | "hidden" | "document";

/** By its name, the first that holds. Any other file is read or refused. */
const PATTERNS: readonly (readonly [Unread, RegExp])[] = [
  // Vim, Emacs, nano, Kate, merge tools, and what people call a copy that they put aside.
  ["leftover", /~$|^#.*#$|^\.#|\.(sw[a-p]|bak|old|orig|rej|save|tmp|kate-swp)$|^(Thumbs\.db|desktop\.ini|\.DS_Store)$/],
  // Most likely a zone or an app that somebody wants to be without.
  ["leftover", /^\..*\.ya?ml$/],
  ["hidden", /^\./],
  ["document", /\.(md|adoc|rst)$|^(OWNERS|CODEOWNERS|LICENSE)$/],
];

/** Undefined for a file that is to be read or refused. */
export function unreadBecause(name: string): Unread | undefined {
  return PATTERNS.find(([, pattern]) => pattern.test(name))?.[0];
}

const SHOWN = 10;

/** One diagnostic a reason; leftovers are a warning, since what people put aside may be what they miss. */
export function unreadFiles(paths: ReadonlyMap<string, Unread>): readonly Diagnostic[] {
  const named = (reasons: readonly Unread[]) =>
    [...paths].filter(([, reason]) => reasons.includes(reason)).map(([path]) => path);
  return [
    ...list(
      "load/leftover",
      "warning",
      named(["leftover"]),
      "look like an editor's leftovers and are not read",
      "remove them",
    ),
    ...list(
      "load/not-read",
      "info",
      named(["hidden", "document"]),
      "are no files of the fleet and are not read",
      undefined,
    ),
  ];
}

function list(
  code: string,
  severity: "warning" | "info",
  paths: readonly string[],
  what: string,
  hint: string | undefined,
): readonly Diagnostic[] {
  const sorted = paths.toSorted();
  const [first] = sorted;
  if (first === undefined) return [];
  const message = `${firstNames(sorted, SHOWN)} ${what}`;
  const at = { file: first, path: [], position: { line: 1, column: 1 } };
  return [{ code, severity, message, at, subjects: [], ...(hint !== undefined && { hint }) }];
}
