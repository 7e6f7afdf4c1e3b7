/** Imports one text, for tests of what a format becomes. */

import { load } from "js-yaml";
import { type Imported, importFiles } from "../../../compiler/import/import-files.ts";

export function importOne(text: string, name = "site.yaml"): Imported {
  return importFiles([{ name, text }], { zone: "shenzhen", region: "guangdong", profile: "edge-k3s@1.0.0" });
}

/** The zone file as its readers see it. */
export function zoneOf({ zone }: Imported): { readonly sites: readonly Record<string, unknown>[] } {
  return load(zone?.text ?? "") as { readonly sites: readonly Record<string, unknown>[] };
}

/** Where a leaf went, or why it went nowhere. */
export function fateOf({ leaves }: Imported, path: string): string {
  const leaf = leaves.find((each) => each.path === path);
  if (!leaf) throw new Error(`no leaf ${path}; there are ${leaves.map((each) => each.path).join(", ")}`);
  return leaf.leftOut?.reason ?? leaf.to.join(", ");
}

export function completionsOf({ zone }: Imported): readonly string[] {
  return (zone?.completions ?? []).map(({ message }) => message);
}
