/** Which sites the step from a published content to the next one changes. */

import type { Inventory } from "../../model/inventory.ts";

/** The content that shall be. */
export interface NextContent {
  readonly sites: Inventory["sites"];
  readonly files: readonly { readonly path: string; readonly id: string; readonly construct: string }[];
}

/** Names of sites with a file that comes, changes or goes, sorted; of a first content all that it has files of. */
export function changedSites({ sites, files }: NextContent, before: Inventory | undefined): readonly string[] {
  const changed = before === undefined ? files : files.filter(({ path, id }) => before.files[path]?.id !== id);
  const gone = before === undefined ? [] : goneFiles(files, before);
  const known = (name: string | undefined) => name !== undefined && (name in sites || name in (before?.sites ?? {}));
  // <fleet>/<region>/<zone>/<site>[/<host>], each of dozens of files.
  const constructs = new Set([...changed, ...gone].map(({ construct }) => construct));
  const names = new Set([...constructs].map((construct) => construct.split("/")[3]));
  return ([...names].filter(known) as string[]).sort();
}

function goneFiles(files: NextContent["files"], before: Inventory): NextContent["files"] {
  const now = new Set(files.map(({ path }) => path));
  return Object.entries(before.files).flatMap(([path, file]) => (now.has(path) ? [] : [{ path, ...file }]));
}
