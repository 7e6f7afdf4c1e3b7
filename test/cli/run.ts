import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import type { Terminal } from "../../cli/command.ts";
import { main } from "../../cli/main.ts";
import { systemTerminal } from "../../cli/terminal.ts";

const program = resolve(import.meta.dirname, "../../cli/flotilla.mjs");

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as its users do: a process of its own, in a folder of theirs. */
export function flotilla(
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Record<string, string> } = {},
): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    encoding: "utf8",
    cwd: options.cwd,
    env: { ...process.env, NO_COLOR: "1", ...options.env },
    maxBuffer: 256 * 1024 * 1024,
  });
  return { code: status, stdout, stderr };
}

/**
 * Runs a command in this process, which takes a tenth of the time: for tests of what a command does. That the program
 * starts, hands its arguments over and ends with the code is what `flotilla` is for.
 */
export async function runCommandHere(args: readonly string[], changes: Partial<Terminal> = {}): Promise<Outcome> {
  let stdout = "";
  let stderr = "";
  const code = await main(args, {
    ...systemTerminal(),
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    colour: false,
    interactive: false,
    ...changes,
  });
  return { code, stdout, stderr };
}
