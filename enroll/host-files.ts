/** What was published for a host, out of the repository of its region. */

import type { Host } from "../constructs/host.ts";
import { readTree } from "../git/repository/read.ts";
import { hostPath } from "../model/layout.ts";

/**
 * Text by name, as the newest commit has it; empty when nothing is published for the host.
 *
 * @param base `<base>/<region>.git` is the repository
 * @throws GitError when it cannot be read
 */
export async function hostFiles(base: string, { id, site }: Host): Promise<ReadonlyMap<string, string>> {
  const folder = hostPath(id, "");
  const { files } = await readTree(`${base}/${site.region.name}.git`, folder);
  return new Map([...files].map(([path, text]) => [path.slice(folder.length), text]));
}
