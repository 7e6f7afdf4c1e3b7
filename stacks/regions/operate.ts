/** One operation on one stack by Pulumi's Automation API. */

import { LocalWorkspace, Stack, StackNotFoundError } from "@pulumi/pulumi/automation/index.js";
import { type ExitCode, exitCode } from "../../pipeline/exit-code.ts";
import { pulumiExitCode, wordsOf } from "./command-error.ts";
import { EngineLog } from "./engine-events.ts";
import { noUnits, type StackRun } from "./stack-run.ts";

export type Operation = "preview" | "up";

export interface OperationTerms {
  readonly policyPacks: readonly string[];
  /** Compares with the repository and not with the state. */
  readonly refresh: boolean;
  readonly expectNoChanges: boolean;
  /** Sends one SIGINT to Pulumi, which then ends what is under way. */
  readonly interrupt: AbortSignal;
  /** Whether somebody has asked to stop. */
  readonly isCancelled: () => boolean;
}

/**
 * Each may be overruled by the environment. Without SKIP_CHECKPOINTS a file backend writes the whole state twice for each
 * changed resource; skipping is safe, since a commit that is made a second time changes nothing.
 */
const defaults = {
  PULUMI_SKIP_UPDATE_CHECK: "true",
  PULUMI_SKIP_CHECKPOINTS: "true",
  PULUMI_PARALLEL_DIFF: "true",
} as const;

/** The project in a folder. @param secretsProvider of stacks that are made, Pulumi's own default when absent */
export function openWorkspace(workDir: string, secretsProvider?: string): Promise<LocalWorkspace> {
  const envVars = Object.fromEntries(Object.entries(defaults).filter(([name]) => process.env[name] === undefined));
  return LocalWorkspace.create({ workDir, envVars, ...(secretsProvider !== undefined && { secretsProvider }) });
}

/** Never rejects: what goes wrong is the reason of a run that failed. */
export async function operate(
  workspace: LocalWorkspace,
  operation: Operation,
  stack: string,
  terms: OperationTerms,
): Promise<StackRun> {
  const begin = performance.now();
  const log = new EngineLog();
  const { policyPacks, refresh, expectNoChanges, interrupt } = terms;
  // One of its own: each run of Pulumi listens to it.
  const signal = AbortSignal.any([interrupt]);
  const options = { policyPacks: [...policyPacks], refresh, expectNoChanges, signal, onEvent: log.take };
  const ended = (run: Omit<StackRun, "stack" | "seconds">): StackRun => ({
    stack,
    seconds: (performance.now() - begin) / 1000,
    ...run,
  });
  try {
    const selected = await Stack.select(stack, workspace);
    if (terms.isCancelled())
      return ended({ units: noUnits, outcome: "skipped", code: exitCode.cancelled, reasons: [] });
    await (operation === "up" ? selected.up(options) : selected.preview(options));
    const { units } = log;
    const changes = units.added + units.changed + units.deleted;
    return ended({ units, outcome: changes > 0 ? "changed" : "unchanged", code: exitCode.ok, reasons: [] });
  } catch (error) {
    const { units, isViolated } = log;
    if (terms.isCancelled()) return ended({ units, outcome: "cancelled", code: exitCode.cancelled, reasons: [] });
    if (error instanceof StackNotFoundError) {
      const reasons = [`found no stack ${stack}`, "next: flotilla-stacks init makes the stacks of all regions"];
      return ended({ units: noUnits, outcome: "failed", code: exitCode.invalid, reasons });
    }
    const reasons = log.reasons.length > 0 ? log.reasons : [wordsOf(error)];
    const code = isViolated ? exitCode.policy : codeOf(error);
    return ended({ units, outcome: "failed", code, reasons });
  }
}

/** Pulumi's exit codes that mean the same here; any other is unexpected. */
const known: readonly ExitCode[] = [exitCode.invalid, exitCode.policy, exitCode.changes, exitCode.cancelled];

function codeOf(error: unknown): ExitCode {
  const code = pulumiExitCode(error);
  return known.find((each) => each === code) ?? exitCode.unexpected;
}
