/** Fields that Flux leaves as they are in the cluster. */

import type { JsonObject } from "../../../model/json.ts";
import type { IgnoredFields } from "../../../model/manifest.ts";

/**
 * What the object has in the cluster is neither drift nor written over when something else of it changes; a new object
 * is made whole (fluxcd/pkg ssa/manager_apply.go, computeDriftedPaths). A release corrects what has drifted by the same rules.
 */
export function ignoreRule({ group, kind, name, pointers }: IgnoredFields): JsonObject {
  return { paths: pointers, target: { ...(group !== "" && { group }), kind, ...(name !== undefined && { name }) } };
}
