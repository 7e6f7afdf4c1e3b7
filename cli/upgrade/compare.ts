/** What this version makes of a fleet's files, beside what another one wrote of the same files. */

import { resolve } from "node:path";
import type { DiffReport } from "../../compiler/diff/report.ts";
import { loadCode } from "../../pipeline/own-code.ts";
import { type ComparableRevision, compileRevision, planChange } from "../../pipeline/plan-change.ts";
import { textReport } from "../../pipeline/report/text.ts";
import type { RunSettings } from "../../pipeline/settings.ts";
import { version } from "../../pipeline/version.ts";
import { readWrittenTrees } from "../../pipeline/written-tree.ts";
import type { Terminal, Values } from "../command.ts";
import { jsonDiff } from "../diff/json.ts";
import { markdownDiff } from "../diff/markdown.ts";
import { textDiff } from "../diff/text.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { exitCodeOfReport } from "../report/exit-code-of.ts";

const formats = { text: textDiff, json: jsonDiff, markdown: markdownDiff } as const;

/** Both sides are the same files, so all that differs is the tool's doing. */
export async function compareWithTree(settings: RunSettings, values: Values, terminal: Terminal): Promise<ExitCode> {
  const before = readWrittenTrees(resolve(terminal.cwd, String(values["compare"])));
  if (typeof before === "string") {
    terminal.stderr(`flotilla upgrade: ${before}\n`);
    return exitCode.invalid;
  }
  // The code is the fleet's, and the packages are those beside the Flotilla that runs.
  const own: RunSettings = { ...settings, code: { folder: settings.root } };
  const { report, compiled } = await compileRevision(own);
  const code = exitCodeOfReport(report, false);
  if (!compiled || code !== exitCode.ok) {
    terminal.stderr(`${textReport(report, terminal.colour)}\n${await lockWords(own)}`);
    return code === exitCode.ok ? exitCode.invalid : code;
  }
  const base: ComparableRevision = {
    ...compiled,
    contents: before.contents,
    rendered: new Map(
      before.contents.map(({ name, files }) => [name, new Map(files.map((each) => [each.path, each]))]),
    ),
  };
  const diff: DiffReport = planChange(base, compiled, {
    base: `flotilla ${before.toolVersion ?? "without a version"}`,
    head: `flotilla ${version}`,
  });
  terminal.stdout(formats[(values["format"] ?? "text") as keyof typeof formats](diff, terminal.colour));
  return diff.findings.some(({ severity }) => severity === "error") ? exitCode.policy : exitCode.ok;
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
