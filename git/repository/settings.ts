import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { bareConfig } from "./bare-repository.ts";
import { type Git, gitOutput } from "./process.ts";

/** Git's configuration as it holds in one repository: lower-case keys, the last value of each. */
export type Settings = ReadonlyMap<string, string>;

/**
 * Reads settings; repositories of one folder that say nothing of their own share one reading, since a process
 * costs more than everything else that a new repository needs.
 */
export class SettingsReader {
  readonly #byFolder = new Map<string, Promise<Settings>>();

  async read(git: Git, gitDir: string): Promise<Settings> {
    const own = await readFile(join(gitDir, "config"), "utf8").catch(() => undefined);
    if (own !== bareConfig) return readSettings(git);
    const folder = dirname(gitDir);
    const known = this.#byFolder.get(folder) ?? readSettings(git);
    this.#byFolder.set(folder, known);
    return known;
  }
}

async function readSettings(git: Git): Promise<Settings> {
  const listing = await gitOutput(git, ["config", "--list", "--null"]);
  const entries = listing.split("\0").filter((entry) => entry !== "");
  return new Map(entries.map(keyAndValue));
}

/** A key without a value is true (git-config(1)). */
function keyAndValue(entry: string): [string, string] {
  const newline = entry.indexOf("\n");
  return newline < 0 ? [entry, "true"] : [entry.slice(0, newline), entry.slice(newline + 1)];
}

export function isTrue(settings: Settings, key: string): boolean {
  return /^(true|yes|on|[1-9]\d*)$/i.test(settings.get(key) ?? "");
}
