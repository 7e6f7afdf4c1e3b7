/** `flotilla expire`: brings clusters that are past their lifetime to their end, a step at a time. */

import { existsSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { expireFleet, type FleetExpiry, type RegionExpiry } from "../../compiler/load/expire-fleet.ts";
import { locate } from "../../compiler/load/locate.ts";
import { GitError } from "../../git/repository/git-error.ts";
import { readTip } from "../../git/repository/read.ts";
import { isDay } from "../../model/day.ts";
import { didYouMean } from "../../model/suggest.ts";
import type { SiteState } from "../../model/zone-file.ts";
import { findingText, plural } from "../../pipeline/report/text.ts";
import type { Run, Terminal } from "../command.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { expiryText } from "../expire/text.ts";
import { fleetFolder, noFleet } from "../fleet-folder.ts";
import { repositoryBase } from "../repository-base.ts";
import { writeWholeFile } from "../write-whole-file.ts";

type States = ReadonlyMap<string, SiteState>;

export const run: Run = async ({ values }, terminal) => {
  const refuse = (message: string) => {
    terminal.stderr(`flotilla expire: ${message}\n`);
    return exitCode.invalid;
  };
  const root = fleetFolder(values, terminal.cwd);
  const nothing = noFleet(root);
  if (nothing !== undefined) return refuse(nothing);
  const at = String(values["at"]);
  if (!isDay(at)) return refuse(`found --at ${at}, expected a day, like 2026-12-31`);
  const names = ((values["region"] ?? []) as readonly string[]).map(String);
  const first = expireFleet(root, at, names, () => undefined);
  if (first.faults.length > 0) {
    tell(first, terminal);
    return refuse("the files must be right first, so nothing was written");
  }
  const unknown = names.find((name) => !first.known.includes(name));
  if (unknown !== undefined)
    return refuse(`found --region ${unknown}, expected a region${didYouMean(unknown, first.known)}`);
  if (values["against"] === undefined) return deliver(first.regions, root, values["check"] === true, terminal);
  const base = repositoryBase(String(values["against"]), terminal.cwd);
  if (base instanceof GitError) return refuse(base.message);
  const published = await publishedStates(
    base,
    first.regions.map(({ region }) => region),
  );
  if (typeof published === "string") return refuse(published);
  const { regions } = expireFleet(root, at, names, (region) => published.get(region));
  return deliver(regions, root, values["check"] === true, terminal);
};

/** A repository that is not there is no proof that a cluster is gone: the base may be mistyped. */
async function publishedStates(
  base: string,
  regions: readonly string[],
): Promise<ReadonlyMap<string, States> | string> {
  const states = new Map<string, States>();
  for (const region of regions) {
    const remote = `${base}/${region}.git`;
    try {
      const inventory = (await readTip(remote))?.inventory;
      if (!inventory)
        return `found nothing published at ${remote}, expected the repository of ${region}: publish it first, or correct --against`;
      states.set(region, new Map(Object.entries(inventory.sites).map(([name, { state }]) => [name, state])));
    } catch (error) {
      if (error instanceof GitError) return error.message;
      throw error;
    }
  }
  return states;
}

function deliver(
  regions: readonly RegionExpiry[],
  root: string,
  isCheck: boolean,
  { stdout, stderr }: Terminal,
): ExitCode {
  let changed = 0;
  for (const region of regions) {
    stdout(expiryText(region));
    for (const [file, text] of region.files) {
      changed++;
      if (isCheck) continue;
      if (text === undefined) removeFile(root, file);
      else writeWholeFile(join(root, file), text);
    }
  }
  if (changed === 0) return exitCode.ok;
  if (!isCheck) {
    stderr("  next: commit, publish, and run it again\n");
    return exitCode.ok;
  }
  stderr(`${plural(changed, "file")} would change\n  next: flotilla expire without --check\n`);
  return exitCode.changes;
}

/** With folders that are empty then: Git keeps none. */
function removeFile(root: string, file: string): void {
  rmSync(join(root, file), { force: true });
  for (let folder = dirname(file); folder !== "."; folder = dirname(folder)) {
    const path = join(root, folder);
    if (existsSync(path) && readdirSync(path).length === 0) rmdirSync(path);
  }
}

function tell({ faults, textOf }: FleetExpiry, { stderr, colour }: Terminal): void {
  for (const each of locate(faults, textOf)) stderr(`${findingText(each, colour)}\n`);
}
