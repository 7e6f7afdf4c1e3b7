/** Which repositories can differ between two versions of a fleet's files. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { CENTRE } from "../../compiler/lower/lower-repository.ts";
import { fleetFolders } from "../../model/fleet-folders.ts";
import { configurationFile, programFile } from "../own-code-files.ts";
import type { CodeSource } from "../settings.ts";

interface Version {
  readonly root: string;
  readonly code: CodeSource | undefined;
}

/**
 * The content of a region's repository follows from what all regions share and from the files of its own zones, and that
 * of the centre from all. So where nothing but zones differs, the other regions are what they were.
 *
 * @returns undefined: any of them
 */
export function affectedRepositories(before: Version, after: Version): ReadonlySet<string> | undefined {
  // Code may read what it likes.
  if (hasCode(before) || hasCode(after)) return undefined;
  const [old, now] = [filesBelow(before.root), filesBelow(after.root)];
  const names = new Set<string>();
  for (const path of new Set([...old, ...now])) {
    if (
      old.has(path) &&
      now.has(path) &&
      readFileSync(join(before.root, path)).equals(readFileSync(join(after.root, path)))
    )
      continue;
    const [, region] = /^sites\/([^/]+)\/(?!region\.yaml$)/.exec(path) ?? [];
    if (region === undefined || !now.has(`sites/${region}/region.yaml`) || !old.has(`sites/${region}/region.yaml`))
      return undefined;
    names.add(region);
  }
  return names.size === 0 ? names : names.add(CENTRE);
}

function hasCode({ root, code }: Version): boolean {
  const folder = code ? code.folder : root;
  return folder !== undefined && [configurationFile, programFile].some((file) => existsSync(join(folder, file)));
}

function filesBelow(root: string): ReadonlySet<string> {
  return new Set(
    fleetFolders.flatMap((folder) =>
      existsSync(join(root, folder))
        ? readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
            .filter((entry) => !entry.isDirectory())
            .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
        : [],
    ),
  );
}
