/** The list of regions in the centre's repository. */

import { regionsPath } from "../compiler/emit/regions-file.ts";
import { GitError } from "../git/repository/git-error.ts";
import { readTree } from "../git/repository/read.ts";

/**
 * Its text; undefined when there is none yet, or when whoever publishes one region may not read the centre's repository.
 *
 * @param base folder of bare repositories or Git URL
 */
export async function publishedRegions(base: string): Promise<string | undefined> {
  try {
    return (await readTree(`${base}/centre.git`, regionsPath)).files.get(regionsPath);
  } catch (cause) {
    // A publish of the centre meets the same error and tells it.
    if (cause instanceof GitError) return undefined;
    throw cause;
  }
}
