/** Delivery by artifacts where nobody said where they lie, or by an engine that reads repositories alone. */

import type { Centre } from "../constructs/centre.ts";
import type { Fleet } from "../constructs/fleet.ts";
import type { Region } from "../constructs/region.ts";
import type { EngineTables } from "../engines/engines.ts";
import type { Unsupported } from "../engines/unsupported.ts";
import { within } from "../model/source.ts";

/** What is told of a region or of the centre. */
export interface UnsupportedDelivery extends Unsupported {
  readonly engine: string;
  readonly subject: string;
}

export function unsupportedDeliveries(
  { centre, spec, source: ofFleet }: Fleet,
  regions: readonly Region[],
  { deliveries }: EngineTables,
): readonly UnsupportedDelivery[] {
  const able = Object.values(deliveries).flatMap(({ name, artifacts }) => (artifacts ? [name] : []));
  return [centre, ...regions].flatMap((place) => {
    const { path, delivery, deliverySource } = place;
    if (deliverySource === "git") return [];
    const source = place.spec.delivery === undefined ? ofFleet : sourceOf(place, ofFleet);
    const told = { engine: delivery, subject: path, at: source && within(source, "delivery") };
    if (!deliveries[delivery].artifacts) {
      return [{ ...told, requested: "delivery with source: oci", alternative: byGit(delivery, able) }];
    }
    if (spec.artifacts !== undefined) return [];
    const requested = "delivery with source: oci in a fleet that does not say where artifacts lie";
    return [
      {
        ...told,
        requested,
        alternative: "say it in sites/fleet.yaml, like artifacts: oci://registry.panji.example/fleet",
      },
    ];
  });
}

function byGit(engine: string, able: readonly string[]): string {
  return `say delivery: ${engine}, which reads the repository, or choose an engine that takes artifacts: ${able.join(", ")}`;
}

function sourceOf(place: Region | Centre, ofFleet: Fleet["source"]): Fleet["source"] {
  return "facts" in place ? ofFleet && within(ofFleet, "centre") : place.source;
}
