import { firstNames } from "../../model/first-names.ts";
import type { Inventory } from "../../model/inventory.ts";
import { changedSites, type NextContent } from "./content-change.ts";
import type { Provenance } from "./provenance-files.ts";
import { type Removals, removalLines } from "./removals.ts";

/** Of the source commit's subject, so that the names of sites can still be seen beside it. */
const LONGEST_SUBJECT = 72;

/** What the commit of a repository's content says of where it comes from. */
export function commitOrigin({ source, commit, subject }: Provenance, plan: string) {
  return {
    subject: subject ? shortened(subject) : `from ${commit.slice(0, 12)}`,
    trailers: [
      ["Flotilla-Source", source],
      ["Flotilla-Source-Commit", commit],
      ["Flotilla-Plan", `sha256:${plan}`],
    ] as const,
  };
}

/**
 * What the commit says: `guangdong: Raise the clock of Nanshan (sz-nanshan-01)`, in its body what it takes away, a
 * line each, and its origin as trailers.
 *
 * @param before what is published; undefined for a first commit
 */
export function commitMessage(
  repository: string,
  next: NextContent,
  before: Inventory | undefined,
  removals: Removals,
  { subject, trailers }: { readonly subject: string; readonly trailers: readonly (readonly [string, string])[] },
) {
  const sites = changedSites(next, before);
  return {
    subject: `${repository}: ${subject}${sites.length > 0 ? ` (${firstNames(sites)})` : ""}`,
    body: removalLines(removals).map(sentence).join("\n"),
    trailers,
  };
}

const sentence = (line: string): string => `${line.charAt(0).toUpperCase()}${line.slice(1)}.`;

/** Without characters that turn the direction of what stands around them. */
function shortened(subject: string): string {
  const plain = [...subject.replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")];
  return plain.length > LONGEST_SUBJECT ? `${plain.slice(0, LONGEST_SUBJECT - 1).join("")}…` : plain.join("");
}
