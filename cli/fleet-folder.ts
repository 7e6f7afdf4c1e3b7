/** The folder of the fleet that a command is about. */

import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { didYouMean } from "../model/suggest.ts";
import { configurationFile, programFile } from "../pipeline/own-code-files.ts";
import type { Values } from "./command.ts";

/** Any of them says that a folder is a fleet's. */
const marks = ["sites/fleet.yaml", configurationFile, programFile];

/**
 * What `--fleet` names, else the nearest fleet at or above the folder where the command was typed, but not above the
 * repository that this lies in; that folder itself where there is none.
 *
 * @returns an absolute path
 */
export function fleetFolder(values: Values, cwd: string): string {
  const given = values["fleet"];
  if (typeof given === "string") return resolve(cwd, given);
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (marks.some((mark) => existsSync(join(folder, mark)))) return folder;
    if (existsSync(join(folder, ".git")) || folder === dirname(folder)) return resolve(cwd);
  }
}

/** What is wrong with the folder that `--fleet` names, if anything. */
export function fleetFolderFault(values: Values, cwd: string): string | undefined {
  const given = values["fleet"];
  if (typeof given !== "string") return undefined;
  const folder = resolve(cwd, given);
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory()) return undefined;
  const what = found ? "a file at" : "no folder";
  const near = found ? "" : didYouMean(basename(folder), foldersIn(dirname(folder)));
  return `found ${what} ${folder}, expected that of a fleet, with sites/ in it${near}`;
}

/** What to say where a folder that nobody named is no fleet's; undefined where it is one. */
export function noFleet(folder: string): string | undefined {
  if (marks.some((mark) => existsSync(join(folder, mark)))) return undefined;
  return `found no fleet in ${folder}, expected one of ${marks.join(", ")}\n  next: name the folder of a fleet with --fleet, or start one with flotilla init DIR`;
}

function foldersIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}
