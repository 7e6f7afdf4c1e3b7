/** Where the artifacts of a region's repository, or of the centre's, lie. */

import { type ArtifactsSpec, longForm } from "../model/artifacts-file.ts";
import { authoritiesOf } from "./authorities.ts";
import type { Centre } from "./centre.ts";
import type { Fleet } from "./fleet.ts";
import type { Region } from "./region.ts";

/** @returns undefined for clusters that read the repository, and in a fleet that does not say where artifacts lie */
export function artifactsOf(fleet: Fleet, place: Region | Centre): ArtifactsSpec | undefined {
  return place.deliverySource === "oci" ? artifactsFor(fleet, place) : undefined;
}

/** Certificates of the fleet's own authorities by which their registry may be known, as PEM; undefined without any. */
export function artifactAuthorities(fleet: Fleet, place: Region | Centre): string | undefined {
  return authoritiesOf(fleet, ...fleet.regions.filter((region) => region === place));
}

/** Where they would lie, whatever its clusters read. */
export function artifactsFor({ spec }: Fleet, { node }: Region | Centre): ArtifactsSpec | undefined {
  const artifacts = longForm(spec.artifacts);
  return artifacts && { ...artifacts, url: `${artifacts.url}/${node.id}` };
}
