/** Where the repository of a stack goes as artifacts. */

import { artifactAuthorities, artifactsFor } from "../constructs/artifacts.ts";
import type { Fleet } from "../constructs/fleet.ts";
import type { CommitInputs } from "./provider/inputs.ts";

/**
 * @param name of a region, or `centre`
 * @returns undefined in a fleet without artifacts
 */
export function stackArtifacts(fleet: Fleet, name: string): CommitInputs["artifacts"] {
  const place = fleet.regions.find((each) => each.name === name) ?? fleet.centre;
  const artifacts = artifactsFor(fleet, place);
  if (!artifacts) return undefined;
  const { url, keys } = artifacts;
  const authorities = artifactAuthorities(fleet, place);
  return {
    url,
    source: place.deliverySource,
    engine: place.delivery,
    ...(keys && { keys: [...keys] }),
    ...(authorities !== undefined && { authorities }),
  };
}
