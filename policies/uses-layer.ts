import type { Site } from "../constructs/site.ts";

/** Tells whether the site's profile brings the layer, and the site's parameters ask for it. */
export function usesLayer(site: Site, name: string): boolean {
  const layer = site.profile?.layers.find((each) => each.name === name);
  return layer?.prepare(site, site.parameters) !== undefined;
}
