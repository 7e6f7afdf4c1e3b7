import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Texts of all files below a folder by their path in it, in byte order. */
export function filesBelow(root: string, folder = ""): Map<string, string> {
  const files = new Map<string, string>();
  if (!existsSync(join(root, folder))) return files;
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) for (const [below, text] of filesBelow(root, path)) files.set(below, text);
    else files.set(path, readFileSync(join(root, path), "utf8"));
  }
  return files;
}
