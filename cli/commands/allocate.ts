/** `flotilla allocate`: gives sites their networks out of the region's plan and apps their node ports, and keeps what it gave in lock files. */

import { join } from "node:path";
import { allocateFleet, type FleetAllocation } from "../../compiler/load/allocate-fleet.ts";
import { locate } from "../../compiler/load/locate.ts";
import { isDay } from "../../model/day.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { didYouMean } from "../../model/suggest.ts";
import { commitOf } from "../../pipeline/checkout.ts";
import { fleetGit } from "../../pipeline/fleet-git.ts";
import { findingText, plural } from "../../pipeline/report/text.ts";
import { allocationText } from "../allocate/text.ts";
import type { Run, Terminal } from "../command.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { fleetFolder, noFleet } from "../fleet-folder.ts";
import { writeWholeFile } from "../write-whole-file.ts";

export const run: Run = async ({ values }, terminal) => {
  const refuse = (message: string) => {
    terminal.stderr(`flotilla allocate: ${message}\n`);
    return exitCode.invalid;
  };
  const root = fleetFolder(values, terminal.cwd);
  const nothing = noFleet(root);
  if (nothing !== undefined) return refuse(nothing);
  const base = values["base"] === undefined ? undefined : String(values["base"]);
  const published = base === undefined ? undefined : filesAt(root, base);
  if (published && "wrong" in published) return refuse(published.wrong);
  const [regions, move] = [namesOf(values["region"]), namesOf(values["move"])];
  const at = values["at"] === undefined ? undefined : String(values["at"]);
  if (at !== undefined && !isDay(at)) return refuse(`found --at ${at}, expected a day, like 2026-12-31`);
  const allocation = allocateFleet(root, { regions, move: new Set(move), at, published: published?.textOf });
  if (allocation.faults.length > 0) {
    tell(allocation, allocation.faults, terminal);
    return refuse("the files must be right first, so nothing was written");
  }
  const unknown =
    unknownName(regions, allocation.known, "--region", "a region") ??
    unknownName(
      move,
      allocation.names,
      "--move",
      "a site or a host with network: auto, a cluster, or an app with nodePort: auto",
    );
  if (unknown !== undefined) return refuse(unknown);
  return deliver(allocation, root, values["check"] === true, terminal);
};

function deliver(allocation: FleetAllocation, root: string, isCheck: boolean, terminal: Terminal): ExitCode {
  const written = allocation.locks.filter(({ before, after }) => after !== undefined && after !== before);
  for (const each of written) {
    terminal.stdout(allocationText(each));
    if (!isCheck) writeWholeFile(join(root, each.file), each.after as string);
  }
  tell(allocation, allocation.left, terminal);
  if (isCheck && written.length > 0) {
    terminal.stderr(`${plural(written.length, "lock")} would be written anew\n  next: flotilla allocate\n`);
  }
  if (allocation.left.length > 0) return exitCode.invalid;
  return isCheck && written.length > 0 ? exitCode.changes : exitCode.ok;
}

function tell({ textOf }: FleetAllocation, diagnostics: readonly Diagnostic[], { stderr, colour }: Terminal): void {
  for (const each of locate(diagnostics, textOf)) stderr(`${findingText(each, colour)}\n`);
}

function namesOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function unknownName(
  names: readonly string[],
  known: readonly string[],
  option: string,
  what: string,
): string | undefined {
  const wrong = names.find((name) => !known.includes(name));
  return wrong === undefined ? undefined : `found ${option} ${wrong}, expected ${what}${didYouMean(wrong, known)}`;
}

type FilesAt = { readonly textOf: (file: string) => string | undefined };

/** Files of the fleet at a revision. */
function filesAt(root: string, revision: string): FilesAt | { readonly wrong: string } {
  const git = fleetGit(root);
  const commit = commitOf(git, root, revision);
  if (typeof commit !== "string") return commit;
  return {
    textOf: (file) => {
      const { ok, stdout } = git(["cat-file", "blob", `${commit}:./${file}`]);
      return ok ? stdout.toString() : undefined;
    },
  };
}
