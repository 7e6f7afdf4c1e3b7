/** Makes a folder hold exactly a repository's files, as far as they are Flotilla's. */

import { existsSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { makeFolder } from "../git/repository/make-folder.ts";
import { inventoryPath } from "../model/inventory.ts";
import { temporaryPath } from "./tree-plan.ts";

/**
 * Makes a folder hold exactly these files, as far as they are Flotilla's: a file that an earlier run wrote and that is
 * no more goes, anything else stays. Files that are equal already are not touched.
 * The inventory is written last, so a run that was cut off is made whole by the next one.
 *
 * @param root folder of the tree
 * @param stale as `planTree` found them, without diagnostics
 */
export function writeTree(
  root: string,
  files: ReadonlyMap<string, string>,
  stale: readonly string[],
): { readonly written: number; readonly removed: number } {
  rmSync(join(root, temporaryPath), { force: true });
  for (const path of stale) {
    rmSync(join(root, path), { force: true });
    removeEmptyFolders(root, dirname(path));
  }
  let written = 0;
  for (const [path, text] of files) if (path !== inventoryPath && writeChanged(root, path, text)) written++;
  const inventory = files.get(inventoryPath);
  if (inventory !== undefined && writeChanged(root, inventoryPath, inventory)) written++;
  return { written, removed: stale.length };
}

function writeChanged(root: string, path: string, text: string): boolean {
  const full = join(root, path);
  // Whatever made the path: nothing outside of the folder is written.
  if (relative(root, full).startsWith("..")) throw new RangeError(`${path} leads out of ${root}`);
  if (existsSync(full) && readFileSync(full, "utf8") === text) return false;
  const temporary = join(root, temporaryPath);
  makeFolder(dirname(temporary));
  makeFolder(dirname(full));
  // Made again, so that a link that appeared meanwhile is not followed.
  try {
    writeFileSync(temporary, text, { flag: "wx" });
    renameSync(temporary, full);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw cause;
  }
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
