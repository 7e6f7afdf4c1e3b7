import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { programOf } from "../../lab/servers/programs.ts";
import { until } from "../../lab/servers/until.ts";
import { blocksOf, notSaid, stepsOf } from "../docs/blocks.ts";
import { shell } from "./shell.ts";

const clone = join(import.meta.dirname, "../..");
/** Where the reader's own folder lies in this test. */
const HOME = "~/flotilla-tutorial";
const scratch = mkdtempSync(join(tmpdir(), "flotilla-tutorial-"));

const steps = stepsOf(blocksOf(readFileSync(join(clone, "docs/tutorial.md"), "utf8")));

const folderFile = join(scratch, "folder");
const who = { NAME: "Reader", EMAIL: "reader@example.com" };
let env: Readonly<Record<string, string>> = {};
let cwd = scratch;
let lab: ChildProcess | undefined;
let stopped: number | undefined;

beforeAll(async () => {
  const path = [dirname(process.execPath), dirname(await programOf("kubectl")), process.env["PATH"]];
  env = {
    PATH: path.join(delimiter),
    FOLDER: folderFile,
    npm_config_prefer_offline: "true",
    ...Object.fromEntries(
      Object.entries(who).flatMap(([key, value]) => [
        [`GIT_AUTHOR_${key}`, value],
        [`GIT_COMMITTER_${key}`, value],
      ]),
    ),
  };
});
afterAll(async () => {
  await stopLab();
  rmSync(scratch, { recursive: true, force: true });
});

test("The page has steps of every kind", () => {
  const kinds = new Set(steps.map(({ info }) => info.split(" ")[0] || "plain"));
  expect([...kinds].toSorted()).toEqual(["clone", "exit", "lab", "plain"]);
});

test.each(steps)("docs/tutorial.md:$line $text", async ({ line, info, text, shown }) => {
  // What follows builds on it.
  if (stopped !== undefined) throw new Error(`not typed, since line ${stopped} went wrong`);
  stopped = line;
  const output = (await type(info, text.replaceAll(HOME, scratch))).replaceAll(scratch, HOME);
  expect(shown.map((each) => notSaid(each, output)).filter((each) => each !== undefined)).toEqual([]);
  stopped = undefined;
});

/** Types a step where it belongs, holds its exit code, and returns what it said on both streams. */
async function type(info: string, text: string): Promise<string> {
  const [kind = "", code = "0"] = info.split(" ");
  if (kind === "lab") return await startLab(text);
  const isInClone = kind === "clone";
  const ending = await shell(`exec 2>&1\ntrap 'pwd > "$FOLDER"' EXIT\n${text}`, isInClone ? clone : cwd, env);
  // The reader's shell stays in the folder that it is in.
  if (!isInClone) cwd = readFileSync(folderFile, "utf8").trim();
  expect({ code: String(ending.code), said: ending.stdout }).toEqual({ code, said: ending.stdout });
  return ending.stdout;
}

async function startLab(text: string): Promise<string> {
  let said = "";
  // A group of its own, which Ctrl-C of a terminal would reach as well.
  lab = spawn("bash", ["-c", text], { cwd: clone, env: { ...process.env, ...env }, detached: true });
  for (const stream of [lab.stdout, lab.stderr]) stream?.on("data", (chunk) => (said += chunk));
  const hasStarted = () => {
    if (lab?.exitCode !== null) throw new Error(said);
    return said.includes("Ctrl-C stops everything");
  };
  await until("the lab has started", hasStarted, { seconds: 200 });
  return said;
}

async function stopLab(): Promise<void> {
  if (lab?.pid === undefined || lab.exitCode !== null) return;
  const ended = new Promise((resolve) => lab?.once("exit", resolve));
  process.kill(-lab.pid, "SIGINT");
  await ended;
}
