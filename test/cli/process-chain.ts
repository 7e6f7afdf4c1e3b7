import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

/** A program that runs, with all processes that it started. Linux alone: it reads /proc. */
export class ProcessChain {
  readonly #first: ChildProcess;
  readonly #end: Promise<unknown>;

  constructor(
    program: string,
    args: readonly string[],
    options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
  ) {
    const { npm_command: _, ...env } = process.env;
    this.#first = spawn(program, args, {
      cwd: options.cwd,
      env: { ...env, NO_COLOR: "1", ...options.env },
      stdio: "ignore",
      // In a group of its own, so that a signal reaches the one process that is meant.
      detached: true,
    });
    this.#end = once(this.#first, "exit");
  }

  /** Ids of the program, of what it started, of what that started, and so on. */
  get ids(): readonly number[] {
    const below = (id: number): number[] => [id, ...childrenOf(id).flatMap(below)];
    return this.#first.pid === undefined ? [] : below(this.#first.pid);
  }

  /** Ids of those among them that were started with this argument. */
  with(argument: string): readonly number[] {
    return this.ids.filter((id) => textOf(`/proc/${id}/cmdline`).split("\0").includes(argument));
  }

  /** Waits until something holds, at most while the program runs. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      if (this.#first.exitCode !== null || this.#first.signalCode !== null) throw new Error("the program has ended");
      await setTimeout(5);
    }
  }

  /** @returns exit code of the program, once all of the processes are gone; null when a signal ended it */
  async end(ids: readonly number[]): Promise<number | null> {
    await this.#end;
    while (ids.some(runs)) await setTimeout(5);
    return this.#first.exitCode;
  }
}

function childrenOf(id: number): number[] {
  return tasksOf(id).flatMap((task) =>
    textOf(`/proc/${id}/task/${task}/children`).split(" ").filter(Boolean).map(Number),
  );
}

function tasksOf(id: number): readonly string[] {
  try {
    return readdirSync(`/proc/${id}/task`);
  } catch {
    return [];
  }
}

/** A process whose parent has not asked for its exit code yet is there, but does nothing any more. */
function runs(id: number): boolean {
  const status = textOf(`/proc/${id}/status`);
  return status !== "" && !/^State:\s+[ZX]/m.test(status);
}

/** Nothing when the process is gone. */
function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
