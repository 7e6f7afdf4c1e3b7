/** The words that may stand at the end of a command line. */

import { siteStates } from "../../model/zone-file.ts";
import type { Command } from "../command.ts";
import { fleetFolder } from "../fleet-folder.ts";
import { fleetNames, type NameKind } from "./fleet-names.ts";
import { shells } from "./scripts.ts";

/** What an option takes, where that is the name of something. */
const byOption: Readonly<Record<string, NameKind>> = {
  region: "region",
  zone: "zone",
  site: "site",
  profile: "profile",
  ring: "ring",
  why: "app",
};

/** What the first argument of a command is. */
const byCommand: Readonly<Record<string, (names: ReturnType<typeof fleetNames>) => readonly string[]>> = {
  explain: ({ site, region, app, system }) => [...region, ...site, ...app, ...system],
  list: () => ["sites", "apps", "systems", "profiles", "images", "paths", "isolation"],
  rollback: ({ region }) => region,
  completion: () => shells,
};

/**
 * @param line what was typed up to the cursor, with the program's name
 * @returns nothing where a file or a text of one's own is expected
 */
export function wordsFor(commands: readonly Command[], line: string, cwd: string): readonly string[] {
  const words = line.trimStart().split(/\s+/).slice(1);
  const current = words.at(-1) ?? "";
  return candidates(commands, words, cwd).filter((word) => word.startsWith(current) && word !== "");
}

function candidates(commands: readonly Command[], words: readonly string[], cwd: string): readonly string[] {
  const [name, ...rest] = words;
  if (rest.length === 0) return [...commands.map((each) => each.name), "help", "--help", "--version"];
  const command = commands.find((each) => each.name === name);
  if (!command) return name === "help" ? commands.map((each) => each.name) : [];
  const previous = rest.at(-2);
  const option = command.options.find((each) => previous === `--${each.name}` && each.value !== undefined);
  const fleetAt = rest.indexOf("--fleet");
  const names = () => fleetNames(fleetFolder({ fleet: fleetAt >= 0 ? rest[fleetAt + 1] : undefined }, cwd));
  if (option) {
    const kind = byOption[option.name];
    if (option.choices) return option.choices;
    if (option.name === "state") return siteStates;
    return kind ? names()[kind] : [];
  }
  if (rest.at(-1)?.startsWith("-")) return [...command.options.map((each) => `--${each.name}`), "--help"];
  const given = rest.slice(0, -1).filter((word) => !word.startsWith("-"));
  return given.length === 0 ? (byCommand[command.name]?.(names()) ?? []) : [];
}
