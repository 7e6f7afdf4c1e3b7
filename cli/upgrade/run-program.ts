/** Runs a program to its end and gives what it said. */

import { spawn } from "node:child_process";
import type { Started } from "./package-manager.ts";

export interface Ending {
  /** Null when it could not be started, or was ended from outside. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program goes when this process does: what it was asked for is nobody's any more. */
export function runProgram(
  { program, args, shell }: Started,
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Ending> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env, shell, stdio: ["ignore", "pipe", "pipe"] });
    const said = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8");
      child[stream].on("data", (text: string) => {
        said[stream] += text;
      });
    }
    const end = () => child.kill();
    process.once("exit", end);
    const done = (code: number | null, more = "") => {
      process.removeListener("exit", end);
      resolve({ code, stdout: said.stdout, stderr: said.stderr + more });
    };
    child.once("error", ({ message }) => done(null, message));
    child.once("close", (code) => done(code));
  });
}
