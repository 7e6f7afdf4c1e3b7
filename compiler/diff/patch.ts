import { structuredPatch } from "diff";
import { credentialInText } from "../../policies/sec/credentials/credential.ts";

/** Lines of a patch as they are shown: `-old`, `+new`, ` context`, `@@` between hunks. */
export type Patch = readonly string[];

/** The changed lines of two texts with two lines of context. A missing side is an empty text. */
export function patchOf(before: string | undefined, after: string | undefined): Patch {
  const { hunks } = structuredPatch("", "", before ?? "", after ?? "", "", "", { context: 2 });
  return hunks.flatMap(({ lines }, index) => [
    ...(index > 0 ? ["@@"] : []),
    ...withoutCredentials(lines.filter(isShown)),
  ]);
}

/** A comparison is read by more people than may know a credential, and kept in logs and comments; all lines around go with it. */
function withoutCredentials(lines: readonly string[]): readonly string[] {
  const found = credentialInText(lines.map((line) => line.slice(1)).join("\n"));
  if (found === undefined) return lines;
  return [`+# ${lines.length} ${lines.length === 1 ? "line" : "lines"} not shown: ${found}`];
}

/** Identity labels differ from site to site and never matter here. */
function isShown(line: string): boolean {
  return !/^[ +-] {4}flotilla\.dev\/(fleet|region|zone|site|profile|layer):/.test(line) && !line.startsWith("\\");
}

/** What two patches of different sites must share to count as one change. */
export function patchKey(patch: Patch): string {
  return patch.filter((line) => !line.startsWith(" ")).join("\n");
}
