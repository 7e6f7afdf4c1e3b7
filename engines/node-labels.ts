import type { Site } from "../constructs/site.ts";

/** Labels that every node of a site carries; layers, upgrades and node groups select by them. */
export function nodeLabels(site: Site): Readonly<Record<string, string>> {
  return {
    "flotilla.dev/region": site.region.name,
    "flotilla.dev/zone": site.zone.name,
    "flotilla.dev/site": site.name,
  };
}

/** The labels as command lines take them: `key=value`. */
export function nodeLabelArguments(site: Site): readonly string[] {
  return Object.entries(nodeLabels(site)).map(([key, value]) => `${key}=${value}`);
}
