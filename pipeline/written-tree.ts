/** Reads what a version of Flotilla wrote with `synth`, to compare it with what another makes of the same files. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RepositoryContent } from "../compiler/emit/content.ts";
import { parseInventory } from "../git/repository/parse-inventory.ts";
import { inventoryPath } from "../model/inventory.ts";

/** What a folder of trees holds, and who wrote it. */
export interface WrittenTrees {
  readonly contents: readonly RepositoryContent[];
  /** Version of the tool; undefined where a version wrote it that did not say so. */
  readonly toolVersion: string | undefined;
}

/**
 * Reads every repository below a folder, by its inventory.
 *
 * @returns what is wrong, as text
 */
export function readWrittenTrees(folder: string): WrittenTrees | string {
  const contents: RepositoryContent[] = [];
  let toolVersion: string | undefined;
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  for (const name of names) {
    const file = join(folder, name, inventoryPath);
    if (!existsSync(file)) continue;
    const { inventory, unreadable } = parseInventory(readFileSync(file, "utf8"));
    if (!inventory) return `${file} ${unreadable?.problem ?? "is empty"}, expected what flotilla synth wrote there`;
    toolVersion ??= inventory.toolVersion;
    const missing = Object.keys(inventory.files).find((path) => !existsSync(join(folder, name, path)));
    if (missing !== undefined)
      return `${join(folder, name, missing)} is missing, expected what flotilla synth wrote there`;
    const files = Object.entries(inventory.files).map(([path, { id, construct, kept }]) => ({
      path,
      id,
      construct,
      ...(kept && { kept }),
      text: readFileSync(join(folder, name, path), "utf8"),
    }));
    const construct = files.find(({ path }) => path === "README.md")?.construct ?? name;
    contents.push({ name, construct, sites: inventory.sites, files, plan: "" });
  }
  if (contents.length === 0) return `found no repository in ${folder}, expected what flotilla synth --out wrote there`;
  return { contents, toolVersion };
}
