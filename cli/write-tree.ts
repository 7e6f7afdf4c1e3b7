import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { type Inventory, inventoryPath } from "../model/inventory.ts";

/**
 * Makes `out/name` hold exactly these files, as far as they are Flotilla's: a file that an earlier run
 * wrote and that is no more goes, anything else stays. Files that are equal already are not touched.
 * The inventory is written last, so a run that was cut off is made whole by the next one.
 */
export function writeTree(
  out: string,
  name: string,
  files: ReadonlyMap<string, string>,
): { readonly written: number; readonly removed: number } {
  const root = join(out, name);
  const before = readInventory(join(root, inventoryPath));
  let written = 0;
  for (const [path, text] of files) if (path !== inventoryPath && writeChanged(join(root, path), text)) written++;
  const stale = Object.keys(before?.files ?? {}).filter((path) => !files.has(path));
  for (const path of stale) {
    rmSync(join(root, path), { force: true });
    removeEmptyFolders(root, dirname(path));
  }
  const inventory = files.get(inventoryPath);
  if (inventory !== undefined && writeChanged(join(root, inventoryPath), inventory)) written++;
  return { written, removed: stale.length };
}

function readInventory(path: string): Inventory | undefined {
  if (!existsSync(path)) return undefined;
  const inventory = JSON.parse(readFileSync(path, "utf8")) as Inventory;
  return inventory.tool === "flotilla" ? inventory : undefined;
}

function writeChanged(path: string, text: string): boolean {
  if (existsSync(path) && readFileSync(path, "utf8") === text) return false;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.tmp`, text);
  renameSync(`${path}.tmp`, path);
  return true;
}

function removeEmptyFolders(root: string, folder: string): void {
  for (let path = folder; path !== "."; path = dirname(path)) {
    const full = join(root, path);
    if (!existsSync(full)) continue;
    if (readdirSync(full).length > 0) return;
    rmdirSync(full);
  }
}
