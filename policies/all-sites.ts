import type { Site } from "../constructs/site.ts";
import { perEvaluation } from "./per-evaluation.ts";

/** All sites of the fleet, region by region and zone by zone. */
export const allSites = perEvaluation((fleet): readonly Site[] => fleet.regions.flatMap((region) => region.sites));
