/** Delivery by artifacts where nobody said where they lie. */

import type { Centre } from "../constructs/centre.ts";
import type { Fleet } from "../constructs/fleet.ts";
import type { Region } from "../constructs/region.ts";
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
): readonly UnsupportedDelivery[] {
  if (spec.artifacts !== undefined) return [];
  const unsaid = [centre, ...regions].filter(({ deliverySource }) => deliverySource === "oci");
  return unsaid.map((place) => {
    const source = place.spec.delivery === undefined ? ofFleet : sourceOf(place, ofFleet);
    return {
      engine: place.delivery,
      subject: place.path,
      at: source && within(source, "delivery"),
      requested: "delivery with source: oci in a fleet that does not say where artifacts lie",
      alternative: "say it in sites/fleet.yaml, like artifacts: oci://registry.panji.example/fleet",
    };
  });
}

function sourceOf(place: Region | Centre, ofFleet: Fleet["source"]): Fleet["source"] {
  return "facts" in place ? ofFleet && within(ofFleet, "centre") : place.source;
}
