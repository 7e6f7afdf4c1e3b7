/** Tells programs apart whose answers are kept. */

import { hash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Hash of sources, of the packages that they stand on, and of Node: another version of any of them is another program.
 *
 * @param folders of sources, from this file
 */
export function programHash(folders: readonly string[], packages: readonly string[]): string {
  const files = folders.flatMap((folder) => sourcesBelow(fileURLToPath(new URL(folder, import.meta.url))));
  const manifests = packages.map((name) => findPackageJSON(name, import.meta.url));
  const texts = [...files, ...manifests].map((file) => (file === undefined ? "" : readFileSync(file, "utf8")));
  return hash("sha256", [process.version, ...texts].join("\0"));
}

function sourcesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /((?<!\.d)\.[jt]s|\.json)$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}
