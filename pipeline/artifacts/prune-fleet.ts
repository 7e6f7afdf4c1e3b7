/** Prunes the artifacts of every repository of a selection. */

import type { Selection } from "../../compiler/load/load-fleet.ts";
import { CENTRE } from "../../compiler/lower/lower-repository.ts";
import { artifactAuthorities, artifactsOf } from "../../constructs/artifacts.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import { OciError } from "../../oci/oci-error.ts";
import { type Pruned, type PruneRequest, pruneArtifacts } from "./prune.ts";

/** What became of one repository. */
export interface PrunedRepository {
  /** Of the region, or `centre`. */
  readonly name: string;
  readonly result: Pruned | OciError;
}

/** One after the other; a registry that fails for one is asked for the next all the same. */
export async function pruneFleet(
  fleet: Fleet,
  { regions, centre }: Selection,
  how: Omit<PruneRequest, "url" | "authorities">,
): Promise<readonly PrunedRepository[]> {
  const places = [
    ...(centre ? [{ name: CENTRE, place: fleet.centre }] : []),
    ...regions.map((region) => ({ name: region.name, place: region })),
  ];
  const done: PrunedRepository[] = [];
  for (const { name, place } of places) {
    const artifacts = artifactsOf(fleet, place);
    if (!artifacts) continue;
    const request = { url: artifacts.url, authorities: artifactAuthorities(fleet, place), ...how };
    done.push({ name, result: await pruneOrTell(request) });
  }
  return done;
}

async function pruneOrTell(request: PruneRequest): Promise<Pruned | OciError> {
  try {
    return await pruneArtifacts(request);
  } catch (cause) {
    if (cause instanceof OciError) return cause;
    throw cause;
  }
}
