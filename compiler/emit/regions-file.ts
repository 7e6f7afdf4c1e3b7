/** .flotilla/regions.json of the centre's repository: which regions there are, so that a later run sees which one is gone. */

import type { Fleet } from "../../constructs/fleet.ts";
import { dictionary } from "../../model/inventory.ts";
import type { PublishedRegion } from "../../policies/rule.ts";

export const regionsPath = ".flotilla/regions.json";

export function regionsText({ regions }: Fleet): string {
  const lines = regions.map(
    ({ name, spec: { code, state } }) => `  ${JSON.stringify(name)}: ${JSON.stringify({ code, state })}`,
  );
  return `{\n${lines.join(",\n")}\n}\n`;
}

/** @param text undefined, or of another form, when an older version wrote the repository: nothing is known then */
export function parseRegions(text: string | undefined): Readonly<Record<string, PublishedRegion>> {
  const regions = dictionary<PublishedRegion>();
  for (const [name, region] of Object.entries(parsed(text) ?? {})) {
    if (isRegion(region)) regions[name] = region;
  }
  return regions;
}

/** Whether the text is one that `parseRegions` reads. */
export function isRegionList(text: string | undefined): boolean {
  return text !== undefined && parsed(text) !== null;
}

function parsed(text = "{}"): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

function isRegion(value: unknown): value is PublishedRegion {
  if (typeof value !== "object" || value === null) return false;
  const { code, state } = value as Partial<PublishedRegion>;
  return typeof code === "string" && (state === "active" || state === "retired");
}
