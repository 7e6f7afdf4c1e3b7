/** What no edit of a fleet's files explains: another version of the tool, or other code of the fleet's own. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../compiler/plan/plan.ts";
import { fingerprint } from "../../profiles/fingerprint.ts";
import { configurationFile, programFile } from "../own-code-files.ts";
import type { CodeSource } from "../settings.ts";
import { version } from "../version.ts";

/** The code of one side. */
interface CodeOfSide {
  /** Folder of the fleet. */
  readonly root: string;
  readonly code: CodeSource | undefined;
  /** Hashes of the sources of profiles, by `name@version`. */
  readonly profiles: ReadonlyMap<string, string>;
}

/** @param writers versions of the tool that wrote what is published, one for each repository; undefined: nobody knows */
export function toolUpgrades(writers: readonly (string | undefined)[]): Plan["upgrades"] {
  const older = writers.flatMap((each) => (each === undefined || each === version ? [] : [each]));
  return [...Map.groupBy(older, (each) => each)].map(([before, own]) => ({
    what: "Flotilla",
    before,
    after: version,
    repositories: own.length,
  }));
}

/**
 * Profiles whose sources, layers among them, differ under one version, and the code as a whole, with engines and rules.
 *
 * @param repositories number of those that change; 0: the other code makes the same
 */
export function codeUpgrades(before: CodeOfSide, after: CodeOfSide, repositories: number): Plan["upgrades"] {
  const profiles = [...after.profiles].map(([reference, now]) => ({
    what: `sources of profile ${reference}`,
    before: before.profiles.get(reference) ?? now,
    after: now,
  }));
  const own = { what: "code of the fleet", before: codeHash(before), after: codeHash(after) };
  return [...profiles, own]
    .filter((each) => each.before !== each.after)
    .map(({ what, ...sides }) => ({ what, before: short(sides.before), after: short(sides.after), repositories }));
}

/** Over the configuration, the program and all that they import from the fleet's folder. */
function codeHash({ root, code }: CodeOfSide): string {
  const folder = code ? code.folder : root;
  if (folder === undefined) return NONE;
  const read = (path: string): string => {
    const file = join(folder, path);
    // What looks like an import may stand in a comment.
    return !path.startsWith("..") && existsSync(file) ? readFileSync(file, "utf8") : "";
  };
  const entries = [configurationFile, programFile].filter((path) => existsSync(join(folder, path)));
  return entries.length === 0 ? NONE : entries.map((path) => fingerprint(path, read, "")).join("+");
}

const NONE = "none";
const short = (hash: string): string =>
  hash
    .split("+")
    .map((each) => each.slice(0, 12))
    .join("+");
