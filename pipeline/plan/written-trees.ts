/** A side of a plan that a version of Flotilla wrote with `synth`, to compare it with what another makes of the same files. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writtenClusters } from "../../compiler/plan/cluster-files.ts";
import { parseInventory } from "../../git/repository/parse-inventory.ts";
import { type Inventory, inventoryPath } from "../../model/inventory.ts";
import type { WrittenContent, WrittenVersion } from "./version.ts";

/** Trees of a folder by their inventories, which have been found to be in order. */
export class WrittenTrees implements WrittenVersion {
  readonly #folder: string;
  readonly #inventories: ReadonlyMap<string, Inventory>;

  private constructor(folder: string, inventories: ReadonlyMap<string, Inventory>) {
    this.#folder = folder;
    this.#inventories = inventories;
  }

  /** @returns what is wrong, as text */
  static open(folder: string): WrittenTrees | string {
    const inventories = new Map<string, Inventory>();
    for (const name of existsSync(folder) ? readdirSync(folder).sort() : []) {
      const file = join(folder, name, inventoryPath);
      if (!existsSync(file)) continue;
      const { inventory, unreadable } = parseInventory(readFileSync(file, "utf8"));
      if (!inventory) return `${file} ${unreadable?.problem ?? "is empty"}, expected what flotilla synth wrote there`;
      const missing = Object.keys(inventory.files).find((path) => !existsSync(join(folder, name, path)));
      if (missing !== undefined)
        return `${join(folder, name, missing)} is missing, expected what flotilla synth wrote there`;
      inventories.set(name, inventory);
    }
    return inventories.size === 0
      ? `found no repository in ${folder}, expected what flotilla synth --out wrote there`
      : new WrittenTrees(folder, inventories);
  }

  /** Version of the tool; undefined where a version wrote it that did not say so. */
  get toolVersion(): string | undefined {
    return [...this.#inventories.values()].find((each) => each.toolVersion !== undefined)?.toolVersion;
  }

  async content(name: string): Promise<WrittenContent | undefined> {
    const inventory = this.#inventories.get(name);
    if (!inventory) return undefined;
    const { sites, toolVersion } = inventory;
    const files = new Map(
      Object.entries(inventory.files).map(([path, file]) => [
        path,
        { ...file, text: readFileSync(join(this.#folder, name, path), "utf8") },
      ]),
    );
    return { side: { sites, files }, clusters: writtenClusters(new Map([[name, files]])), toolVersion, conflicts: [] };
  }

  async names(): Promise<readonly string[]> {
    return [...this.#inventories.keys()];
  }
}
