import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, test, vi } from "vitest";
import { showsProgress, startProgress } from "../../cli/progress.ts";
import { fleetOnDisk } from "../fleet-on-disk.ts";

test.each([
  [{}, true, true],
  [{}, false, false],
  [{ CI: "true" }, true, false],
  [{ TERM: "dumb" }, true, false],
])("With %j, stderr a terminal %s: progress %s", (env, isTerminal, expected) => {
  expect(showsProgress(env, isTerminal)).toBe(expected);
});

test("The time is told from the first second on, on one line, which is empty at the end", () => {
  vi.useFakeTimers();
  try {
    const said: string[] = [];
    const stop = startProgress("check", (text) => said.push(text));
    vi.advanceTimersByTime(900);
    expect(said).toEqual([]);
    vi.advanceTimersByTime(1_200);
    expect(said).toEqual(["\u001b[Kflotilla check: 1 s\r", "\u001b[Kflotilla check: 2 s\r"]);
    stop();
    vi.advanceTimersByTime(5_000);
    expect(said.slice(2)).toEqual(["\u001b[K"]);
  } finally {
    vi.useRealTimers();
  }
});

test("A run that is over within a second says nothing", () => {
  const said: string[] = [];
  startProgress("check", (text) => said.push(text))();
  expect(said).toEqual([]);
});

const script = spawnSync("script", ["--version"]).status === 0;

test.skipIf(!script)("At a real terminal the report stands whole, whatever was told before", () => {
  const program = resolve(import.meta.dirname, "../../cli/flotilla.mjs");
  const { CI: _, ...env } = process.env;
  const command = `"${process.execPath}" "${program}" check --fleet "${fleetOnDisk()}"`;
  const { stdout } = spawnSync("script", ["-qec", command, "/dev/null"], {
    encoding: "utf8",
    env: { ...env, TERM: "xterm", NO_COLOR: "1" },
  });
  const lines = stdout.split(/\r?\n/).map((line) => (line.split("\r").at(-1) ?? "").replaceAll("\u001b[K", ""));
  expect(lines).toContainEqual(expect.stringMatching(/^no findings: 1 site, 2 repositories/));
});
