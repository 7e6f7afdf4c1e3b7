/** `flotilla-stacks`: the stacks of all regions at once. */

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { repositoryNames } from "../../compiler/lower/lower-repository.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import { type ExitCode, exitCode } from "../../pipeline/exit-code.ts";
import { shippedProfiles } from "../../pipeline/profile-module.ts";
import { exitCodeOfReport } from "../../pipeline/report/exit-code-of-report.ts";
import type { Report } from "../../pipeline/report/report.ts";
import { textReport } from "../../pipeline/report/text.ts";
import { openSession, reportOf, type Session } from "../../pipeline/session.ts";
import type { RunSettings } from "../../pipeline/settings.ts";
import { stageFleet } from "../../pipeline/stage-fleet.ts";
import { optionalPackage } from "../optional-package.ts";
import { wordsOf } from "./command-error.ts";
import { type CommandLine, parseCommandLine, usage } from "./command-line.ts";
import type { Operation } from "./operate.ts";
import { runCentreLast, runStacks } from "./run-stacks.ts";
import { exitCodeOfRuns, type StackRun } from "./stack-run.ts";
import { listenForStop } from "./stop.ts";
import { runLine, summaries } from "./summary.ts";

/** Where a run says what: data on stdout, talk on stderr. */
export interface Output {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

/** Runs one command line in the folder of Pulumi.yaml and tells the exit code. */
export async function stacksCommand(args: readonly string[], cwd: string, output: Output): Promise<ExitCode> {
  if (args.length === 0 || args.includes("--help") || args.includes("-h")) {
    output.stdout(usage);
    return exitCode.ok;
  }
  const line = parseCommandLine(args);
  if (typeof line === "string") return refuse(output, line, "flotilla-stacks --help shows how it is called");
  if (!existsSync(join(cwd, "Pulumi.yaml"))) {
    return refuse(output, `found no Pulumi.yaml in ${cwd}`, "run it in the folder of the Pulumi project");
  }
  const settings = {
    root: resolve(cwd, line.fleet),
    regions: line.regions,
    today: new Date().toISOString().slice(0, 10),
    profiles: shippedProfiles,
  };
  const { session, report } = await (line.action === "init" ? loaded(settings) : checked(settings));
  const code = exitCodeOfReport(report, false);
  if (report.findings.length > 0) output.stderr(textReport(report, false));
  const { fleet, selection } = session.loaded;
  if (!fleet || code !== exitCode.ok) return code;
  const wanted = repositoryNames(fleet, selection);
  try {
    return await (line.action === "init"
      ? init(line, cwd, wanted, fleet, output)
      : run(line, line.action, cwd, wanted, output));
  } catch (error) {
    return refuse(output, ...problemOf(error));
  }
}

/** Nothing is written before the whole is checked, as with `flotilla publish`. */
async function checked(settings: RunSettings): Promise<Checked> {
  const { session, report, discard } = await stageFleet(settings);
  await discard();
  return { session, report };
}

/** For what needs no more than the names: the rules are left to those who publish. */
async function loaded(settings: RunSettings): Promise<Checked> {
  const session = await openSession(settings);
  return { session, report: reportOf(session, session.loaded.diagnostics, [], undefined) };
}

interface Checked {
  readonly session: Session;
  readonly report: Report;
}

async function init(
  line: CommandLine,
  cwd: string,
  wanted: readonly string[],
  fleet: Fleet,
  output: Output,
): Promise<ExitCode> {
  const { openWorkspace, initStacks } = await automation();
  const workspace = await openWorkspace(cwd, line.secretsProvider);
  const left = await initStacks(workspace, {
    wanted,
    known: repositoryNames(fleet, { regions: fleet.regions, centre: true }),
    root: cwd,
    tell: (stack, outcome) => output.stdout(`${stack}: ${outcome === "made" ? "made" : "was there"}\n`),
  });
  for (const stack of left) {
    output.stderr(
      `${stack}: no region of that name; its stack and its repository are left as they are\n  next: pulumi stack rm ${stack} --force forgets the stack and leaves the repository\n`,
    );
  }
  return exitCode.ok;
}

async function run(line: CommandLine, operation: Operation, cwd: string, stacks: readonly string[], output: Output) {
  const { openWorkspace, operate } = await automation();
  const workspace = await openWorkspace(cwd);
  const { parallel, failFast, refresh, expectNoChanges, policyPacks } = line;
  const stop = listenForStop();
  try {
    const terms = {
      refresh,
      expectNoChanges,
      policyPacks,
      interrupt: stop.interrupt,
      isCancelled: () => stop.asked.aborted,
    };
    const tell = (each: StackRun) => output.stderr(runLine(each));
    const runAll = (some: readonly string[]) =>
      runStacks(some, (stack) => operate(workspace, operation, stack, terms), {
        parallel,
        failFast,
        signal: stop.asked,
        tell,
      });
    const runs = await (operation === "up" ? runCentreLast(stacks, runAll, tell) : runAll(stacks));
    output.stdout(summaries[line.format](operation, runs));
    return exitCodeOfRuns(runs);
  } finally {
    stop.end();
  }
}

/** What needs @pulumi/pulumi, which a fleet may lack. */
function automation() {
  return optionalPackage("@pulumi/pulumi", async () => ({
    ...(await import("./operate.ts")),
    ...(await import("./init-stacks.ts")),
  }));
}

function problemOf(error: unknown): readonly [found: string, next: string] {
  const text = wordsOf(error);
  if (text.includes("spawn pulumi ENOENT")) {
    return ["found no pulumi on PATH", "install Pulumi's command line and log in to a backend"];
  }
  return [text, "pulumi about shows what Pulumi has and where it is logged in"];
}

function refuse({ stderr }: Output, found: string, next: string): ExitCode {
  stderr(`flotilla-stacks: ${found}\n  next: ${next}\n`);
  return exitCode.invalid;
}
