/** Where the artifacts of a repository go, and what with. */

import type { FleetCode } from "../../compiler/fleet-code.ts";
import { CENTRE } from "../../compiler/lower/lower-repository.ts";
import { artifactsOf } from "../../constructs/artifacts.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import type { ArtifactPinning } from "../../engines/cluster-artifacts.ts";
import type { SigningKey } from "../../oci/signature.ts";
import { signingKeyFor } from "./signing-key.ts";

/** The repository of a region, or of the centre, as artifacts. */
export interface ArtifactTarget {
  /** The Git repository that they are made of. */
  readonly remote: string;
  /** `oci://registry.panji.example/fleet/guangdong` */
  readonly url: string;
  readonly pinning: ArtifactPinning;
  readonly key: SigningKey | undefined;
}

/**
 * @param name of a region, or `centre`
 * @returns undefined where clusters read the repository itself
 * @throws OciError without the key that the fleet asks for
 */
export async function artifactTarget(
  fleet: Fleet,
  name: string,
  remote: string,
  { engines }: Pick<FleetCode, "engines">,
): Promise<ArtifactTarget | undefined> {
  const place = name === CENTRE ? fleet.centre : fleet.regions.find((each) => each.name === name);
  const artifacts = place && artifactsOf(fleet, place);
  const pinning = place && engines.deliveries[place.delivery].artifacts;
  if (!artifacts || !pinning) return undefined;
  return { remote, url: artifacts.url, pinning, key: await signingKeyFor(artifacts.keys) };
}
