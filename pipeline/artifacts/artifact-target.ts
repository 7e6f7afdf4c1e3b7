/** Where the artifacts of a repository go, and what with. */

import type { FleetCode } from "../../compiler/fleet-code.ts";
import { CENTRE } from "../../compiler/lower/lower-repository.ts";
import { artifactAuthorities, artifactsFor } from "../../constructs/artifacts.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import type { ArtifactPinning } from "../../engines/cluster-artifacts.ts";
import type { DeliverySource } from "../../model/delivery.ts";
import type { SigningKey } from "../../oci/signature.ts";
import type { ArtifactPlace } from "./registry-of.ts";

/** The repository of a region, or of the centre, as artifacts. */
export interface ArtifactTarget extends ArtifactPlace {
  /** The Git repository that they are made of. */
  readonly remote: string;
  /** What its clusters read by what its newest commit says. */
  readonly source: DeliverySource;
  readonly pinning: ArtifactPinning;
  /** @throws OciError without the key that the fleet asks for */
  readonly key: () => Promise<SigningKey | undefined>;
}

/**
 * @param name of a region, or `centre`
 * @returns undefined in a fleet that does not say where artifacts lie
 */
export function artifactTarget(
  fleet: Fleet,
  name: string,
  remote: string,
  { engines }: Pick<FleetCode, "engines">,
): ArtifactTarget | undefined {
  const place = name === CENTRE ? fleet.centre : fleet.regions.find((each) => each.name === name);
  const artifacts = place && artifactsFor(fleet, place);
  if (!artifacts) return undefined;
  const { delivery, deliverySource: source } = place;
  return {
    remote,
    url: artifacts.url,
    authorities: artifactAuthorities(fleet, place),
    source,
    pinning: engines.deliveries[delivery].artifacts,
    key: async () => (await import("./signing-key.ts")).signingKeyFor(artifacts.keys),
  };
}
