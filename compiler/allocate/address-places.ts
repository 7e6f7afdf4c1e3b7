/** Where the addresses of a region are written, and how a finding about them is put. */

import type { Diagnostic } from "../../model/diagnostic.ts";
import { type Source, within } from "../../model/source.ts";

/** Where the region, its lock and its sites are written. */
export interface AddressPlaces {
  readonly region: string;
  /** File with the plan. */
  readonly plan: string;
  readonly lock: string;
  readonly siteOf: (name: string) => Source | undefined;
  /** Names of lines that are clusters' for a time. */
  readonly clusters?: ReadonlySet<string>;
}

export function addressFinding(code: string, at: Source | undefined, message: string, hint: string): Diagnostic {
  return { code, severity: "error", message, subjects: [], hint, ...(at && { at }) };
}

export function allocateCommand({ region }: AddressPlaces, more = ""): string {
  return `flotilla allocate --region ${region}${more}`;
}

export function lineOf(
  { lock, clusters }: Pick<AddressPlaces, "lock" | "clusters">,
  site: string,
  ...steps: readonly string[]
): Source {
  return { file: lock, path: [clusters?.has(site) ? "clusters" : "sites", site, ...steps] };
}

/** `network: auto` has no node below it; the place is looked up as far as it is there. */
export function networkOf(site: string, { siteOf }: AddressPlaces): Source | undefined {
  const source = siteOf(site);
  return source && within(source, "network");
}
