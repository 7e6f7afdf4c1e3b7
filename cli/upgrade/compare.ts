/** What this version makes of a fleet's files, beside what another one wrote of the same files. */

import { resolve } from "node:path";
import { loadCode } from "../../pipeline/own-code.ts";
import { makePlan } from "../../pipeline/plan/make-plan.ts";
import { WrittenTrees } from "../../pipeline/plan/written-trees.ts";
import { textReport } from "../../pipeline/report/text.ts";
import type { RunSettings } from "../../pipeline/settings.ts";
import { version } from "../../pipeline/version.ts";
import type { Terminal, Values } from "../command.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { shortFormats } from "../plan/short.ts";
import { exitCodeOfReport } from "../report/exit-code-of.ts";

/** Both sides are the same files, so all that differs is the tool's doing. */
export async function compareWithTree(settings: RunSettings, values: Values, terminal: Terminal): Promise<ExitCode> {
  const folder = resolve(terminal.cwd, String(values["compare"]));
  const before = WrittenTrees.open(folder);
  if (typeof before === "string") {
    terminal.stderr(`flotilla upgrade: ${before}\n`);
    return exitCode.invalid;
  }
  // The code is the fleet's, and the packages are those beside the Flotilla that runs.
  const own: RunSettings = { ...settings, code: { folder: settings.root } };
  const { report, plan } = await makePlan({
    settings: own,
    base: { kind: "trees", folder },
    names: {
      base: { name: `flotilla ${before.toolVersion ?? "without a version"}` },
      head: { name: `flotilla ${version}` },
    },
  });
  const code = exitCodeOfReport(report, false);
  if (!plan || code !== exitCode.ok) {
    terminal.stderr(`${textReport(report, terminal.colour)}\n${await lockWords(own)}`);
    return code === exitCode.ok ? exitCode.invalid : code;
  }
  terminal.stdout(shortFormats[(values["format"] ?? "text") as keyof typeof shortFormats](plan, terminal.colour));
  return exitCode.ok;
}

/** Own profiles whose fingerprint is another than in the lock, although the other version found them as released. */
async function lockWords(settings: RunSettings): Promise<string> {
  const { fingerprints, ownLock } = await loadCode(settings);
  const { profileHashes } = fingerprints();
  const differing = [...ownLock].filter(([name, hash]) => (profileHashes.get(name) ?? hash) !== hash);
  return differing
    .map(
      ([name]) =>
        `profile ${name}: flotilla ${version} makes another fingerprint of the same files than profiles/lock.json holds\n  next: after the upgrade take its line out of profiles/lock.json and run flotilla profile lock ${name}\n`,
    )
    .join("");
}
