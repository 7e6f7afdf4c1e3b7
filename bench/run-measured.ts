import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What one run of a program took as a whole process, its threads included. */
export interface Measurement {
  /** Seconds. */
  readonly wall: number;
  /** Seconds of all processors, user and system. */
  readonly cpu: number;
  /** Peak of resident memory. */
  readonly megabytes: number;
  readonly output: string;
}

/** Runs a program of Node in a process of its own. @throws Error when it fails */
export function runMeasured(args: readonly string[]): Measurement {
  const usage = join(tmpdir(), `flotilla-usage-${process.pid}`);
  const preload = ["--import", import.meta.resolve("./usage.ts")];
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [...preload, ...args], {
    encoding: "utf8",
    env: { ...process.env, BENCH_USAGE: usage },
    maxBuffer: 2 ** 30,
  });
  const wall = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}: ${stderr.slice(0, 2000)}`);
  const { cpu, megabytes } = JSON.parse(readFileSync(usage, "utf8")) as Measurement;
  rmSync(usage);
  return { wall, cpu, megabytes, output: stdout };
}
