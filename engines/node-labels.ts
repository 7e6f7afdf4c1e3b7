import type { Site } from "../constructs/site.ts";

/** Labels that every node of a site carries; layers, upgrades and node groups select by them. */
export function nodeLabels(site: Site): Readonly<Record<string, string>> {
  return {
    "flotilla.dev/region": site.region.name,
    "flotilla.dev/zone": site.zone.name,
    "flotilla.dev/site": site.name,
  };
}

/** The same as command lines take them: `key=value`. */
export function nodeLabelArguments(site: Site): readonly string[] {
  return labelArguments(nodeLabels(site));
}

/** Any labels of a node in that form. */
export function labelArguments(labels: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(labels).map(([key, value]) => `${key}=${value}`);
}
