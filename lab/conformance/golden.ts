import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { EmittedObjects } from "./emitted.ts";

/**
 * Adds the manifests of every golden case below `test/`, host files among them: what a server applies at its first start
 * goes to the same API.
 */
export function addGolden(root: string, objects: EmittedObjects): void {
  const entries = readdirSync(join(root, "test"), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".yaml"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => path.includes("/golden/"))
    .sort();
  for (const path of files) {
    for (const text of readFileSync(join(root, path), "utf8").split(/^---$/m)) objects.addDocument(path, text);
  }
}
