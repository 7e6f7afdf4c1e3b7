/** `flotilla upgrade`: moves a fleet to a newer Flotilla, and shows what the tool alone changes. */

import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fleetGit } from "../../pipeline/fleet-git.ts";
import type { Run, Terminal } from "../command.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { runSettings } from "../settings.ts";
import { compareWithTree } from "../upgrade/compare.ts";
import { type FleetPackage, installedFolder, readFleetPackage, readManifest } from "../upgrade/fleet-package.ts";
import { ownEnvironment, type PackageManager, packageManagerOf } from "../upgrade/package-manager.ts";
import { type Ending, runProgram } from "../upgrade/run-program.ts";
import { targetSpec } from "../upgrade/target.ts";
import { addPackage, managerWords, type Trial, tryVersion } from "../upgrade/trial.ts";
import { vendoredArchive } from "../upgrade/vendored-archive.ts";
import { allowsNode, isNewer } from "../upgrade/versions.ts";
import { downgradeWords, upgradeFormats } from "../upgrade/words.ts";

/** Ends a run with what is wrong; the fleet is as it was. */
class Refusal extends Error {
  readonly code: ExitCode;

  constructor(message: string, code: ExitCode = exitCode.invalid) {
    super(message);
    this.code = code;
  }
}

export const run: Run = async ({ values, positionals }, terminal) => {
  const settings = runSettings(values, terminal);
  if (values["compare"] !== undefined) return compareWithTree(settings, values, terminal);
  const format = (values["format"] ?? "text") as keyof typeof upgradeFormats;
  try {
    const fleet = must(readFleetPackage(packageFolder(settings.root)));
    const manager = packageManagerOf((file) => existsSync(join(fleet.folder, file)));
    const { spec } = must(targetSpec(positionals[0] ?? "latest", terminal.cwd));
    requireCommitted(fleet, manager, terminal);
    terminal.stderr(`trying ${spec} with ${manager.name} in a folder of its own\n`);
    const trial = must(await tryVersion(fleet, spec, manager, join(terminal.scratch(), "trial")));
    requireUsable(fleet, trial, manager);
    const before = join(terminal.scratch(), "before");
    await synthesize(fleet, settings.root, before);
    const diff = await compare(trial, settings.root, before, format, terminal);
    const isTrial = values["dry-run"] === true;
    const changed = isTrial ? [] : await install(fleet, manager, spec, trial);
    const { installed: from } = fleet;
    terminal.stdout(upgradeFormats[format]({ from, to: trial.version, manager: manager.name, isTrial, changed, diff }));
    return exitCode.ok;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    terminal.stderr(`flotilla upgrade: ${error.message}\n  the fleet is as it was\n`);
    return error.code;
  }
};

function must<T extends object>(found: T | string): T {
  if (typeof found === "string") throw new Refusal(found);
  return found;
}

/** The nearest folder with a package.json: a repository may hold several fleets. */
function packageFolder(root: string): string {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
    if (folder === dirname(folder)) return root;
  }
}

/** What is changed must be there to go back to. */
function requireCommitted({ folder }: FleetPackage, { lock }: PackageManager, terminal: Terminal): void {
  const git = fleetGit(folder);
  if (!git(["rev-parse", "--is-inside-work-tree"]).ok) {
    terminal.stderr(`note: ${folder} is in no Git repository, so that nothing but a copy of yours leads back\n`);
    return;
  }
  const { ok, stdout } = git(["status", "--porcelain", "--", "package.json", lock]);
  const changed = stdout.toString().trimEnd();
  if (!ok)
    throw new Refusal(
      `git status fails in ${folder}\n  next: mend the repository; git status there says what is wrong`,
    );
  if (changed === "") return;
  const names = changed.split("\n").map((line) => line.slice(3));
  throw new Refusal(
    `found changes in ${names.join(" and ")} that no commit holds, expected none: an upgrade changes them\n  next: commit or stash them, then run it again`,
  );
}

/** Before anything is compiled: no way back, and a Node that the new version runs on. */
function requireUsable({ installed }: FleetPackage, { version, node }: Trial, { restore }: PackageManager): void {
  if (isNewer(version, installed) === true) throw new Refusal(downgradeWords(installed, version, restore));
  if (node !== undefined && !allowsNode(node, process.versions.node))
    throw new Refusal(
      `flotilla ${version} runs on Node ${node}, found ${process.versions.node}\n  next: install such a Node, here and where CI runs`,
    );
}

/** The installed version writes what it makes of the files. */
async function synthesize(fleet: FleetPackage, root: string, out: string): Promise<void> {
  const { code, stdout, stderr } = await flotillaOf(fleet.folder, ["synth", "--fleet", root, "--out", out]);
  if (code !== 0)
    throw new Refusal(
      `flotilla ${fleet.installed}, which is installed, makes nothing of this fleet:\n${`${stderr}${stdout}`.trimEnd()}\n  next: mend that first, or there is nothing to compare with`,
      code === exitCode.policy ? exitCode.policy : exitCode.invalid,
    );
}

/** The new version compares what it makes with what the installed one wrote. */
async function compare(
  trial: Trial,
  root: string,
  before: string,
  format: string,
  { colour }: Terminal,
): Promise<string> {
  const args = ["upgrade", "--compare", before, "--fleet", root, "--format", format];
  const { code, stdout, stderr } = await flotillaOf(trial.folder, args, colour);
  if (code === 0) return stdout;
  throw new Refusal(
    `flotilla ${trial.version} refuses this fleet:\n${`${stdout}${stderr}`.trimEnd()}\n  next: mend the fleet so that both versions take it, then run it again; or install ${trial.version} by hand and mend it there`,
    code === exitCode.policy ? exitCode.policy : exitCode.invalid,
  );
}

function flotillaOf(folder: string, args: readonly string[], colour = false): Promise<Ending> {
  const script = join(installedFolder(folder), "bin/flotilla.mjs");
  const env = {
    ...ownEnvironment(process.env),
    ...(colour ? { NO_COLOR: "", FORCE_COLOR: "1" } : { NO_COLOR: "1" }),
  };
  return runProgram({ program: process.execPath, args: [script, ...args], shell: false }, folder, env);
}

/** Installs it where the fleet is; what goes wrong in the middle is taken back. */
async function install(
  fleet: FleetPackage,
  manager: PackageManager,
  spec: string,
  { version }: Trial,
): Promise<readonly string[]> {
  const vendored = vendoredArchive(fleet, spec);
  const own = vendored && relative(fleet.folder, vendored.path);
  const files = ["package.json", manager.lock, ...(own === undefined ? [] : [own])].map((name) => {
    const path = join(fleet.folder, name);
    return { name, path, bytes: existsSync(path) ? readFileSync(path) : undefined };
  });
  const restore = () => {
    for (const { path, bytes } of files) {
      if (bytes === undefined) rmSync(path, { force: true });
      else writeFileSync(path, bytes);
    }
  };
  if (vendored && vendored.path !== spec) copyFileSync(spec, vendored.path);
  const adding = addPackage(manager, vendored?.path ?? spec, fleet, fleet.folder);
  // A run that is cancelled leaves no half of it behind; the package manager, which began before, is ended first.
  process.once("exit", restore);
  const ending = await adding;
  process.removeListener("exit", restore);
  const found = readManifest(join(installedFolder(fleet.folder), "package.json"))?.["version"];
  if (ending.code !== 0 || found !== version) {
    restore();
    const back = found === fleet.installed ? "" : `\n  next: ${manager.restore} brings node_modules back as well`;
    throw new Refusal(`${manager.name} could not install ${spec} in ${fleet.folder}:\n${managerWords(ending)}${back}`);
  }
  if (vendored && vendored.old !== vendored.path) rmSync(vendored.old, { force: true });
  return files
    .filter(({ path, bytes }) => existsSync(path) && (bytes === undefined || !readFileSync(path).equals(bytes)))
    .map(({ name }) => name);
}
