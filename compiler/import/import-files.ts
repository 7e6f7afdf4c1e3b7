/** Imports files of other tools: their sites as one zone file, and what became of every value. */

import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Leaf } from "./account.ts";
import { type SiteDraft, unknown } from "./draft.ts";
import type { Defaulted } from "./format.ts";
import { type ImportFile, parseFile } from "./parse-file.ts";
import { type ZoneText, zoneText } from "./zone-text.ts";

export interface ImportSettings {
  readonly zone: string;
  readonly region: string;
  /** `name@version` for every site; left to a person when undefined. */
  readonly profile: string | undefined;
}

export interface Imported {
  /** Undefined when the files have no site. */
  readonly zone: ZoneText | undefined;
  readonly sites: readonly SiteDraft[];
  /** Of all files, every leaf once, in their order. */
  readonly leaves: readonly Leaf[];
  readonly defaults: readonly Defaulted[];
  /** Why files were not read. */
  readonly diagnostics: readonly Diagnostic[];
}

/** All that can be said is said at once: a file that is not read does not keep the others from being accounted for. */
export function importFiles(
  files: readonly ImportFile[],
  { zone, region, profile = unknown }: ImportSettings,
): Imported {
  const sites: SiteDraft[] = [];
  const leaves: Leaf[] = [];
  const defaults: Defaulted[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const file of files) {
    const parsed = parseFile(file);
    if ("diagnostics" in parsed) diagnostics.push(...parsed.diagnostics);
    else {
      for (const { account, resources } of parsed.documents) {
        for (const { field, format } of resources) {
          const read = format.read(field, { profile, firstSite: sites.length });
          for (const site of read.sites) {
            defaults.push(planned(sites.length));
            sites.push(site);
          }
          for (const each of read.defaults) defaults.push(each);
        }
        const { reasons = {}, otherwise } = resources[0]?.format ?? {};
        // One by one: a list of servers has more of them than a call has room for arguments.
        for (const leaf of account.leaves(reasons, otherwise)) leaves.push(leaf);
      }
    }
  }
  return { zone: sites.length > 0 ? zoneText(region, zone, sites) : undefined, sites, leaves, defaults, diagnostics };
}

function planned(site: number): Defaulted {
  const reason = "an imported site is checked and nothing of it is written; set shipped or active when it is complete";
  return { to: `sites[${site}].state`, value: "planned", reason };
}
