import { execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { gitIn } from "../../git/repository/process.ts";
import { filesBelow } from "../files-below.ts";
import { fleetOnDisk } from "../fleet-on-disk.ts";

const program = resolve(import.meta.dirname, "../../cli/flotilla.mjs");
const hasProc = existsSync("/proc/self");

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "flotilla-machine-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The command line in a process of its own, which is killed when it hangs. */
function run(args: readonly string[], env: Record<string, string> = {}, ulimit = "") {
  const command = `${ulimit} exec "$0" "$@"`;
  const { status, signal, stdout, stderr } = spawnSync("/bin/sh", ["-c", command, process.execPath, program, ...args], {
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", ...env },
    timeout: 25_000,
    killSignal: "SIGKILL",
  });
  return { status, signal, stdout, stderr };
}

const publish = (to: string) => ["publish", "--fleet", fleetOnDisk(), "--region", "centre", "--to", to];

describe("What the machine refuses is told with the next step, and the program ends", () => {
  test.skipIf(!hasProc).each([
    ["publish to a folder in /proc", () => publish("/proc/x"), "mkdir '/proc/x'"],
    [
      "synth to a folder in /proc",
      () => ["synth", "--fleet", fleetOnDisk(), "--out", "/proc/x"],
      "name a folder that can be made",
    ],
  ])("%s", (_, args, text) => {
    const outcome = run(args());
    expect(outcome).toMatchObject({ status: 1, signal: null });
    expect(outcome.stderr).toContain(text);
    expect(outcome.stderr).not.toContain("fault of Flotilla");
  });

  test.skipIf(!hasProc)("a cache folder in /proc", () => {
    const outcome = run(publish("http://127.0.0.1:9/fleet"), { XDG_CACHE_HOME: "/proc/1/x" });
    expect(outcome).toMatchObject({ status: 1, signal: null });
    expect(outcome.stderr).toContain("mkdir '/proc/1/x'");
  });

  test("no git on PATH", () => {
    const base = scratch();
    const outcome = run(publish(base), { PATH: "/nonexistent" });
    expect(outcome).toMatchObject({ status: 1, signal: null });
    expect(outcome.stderr).toContain("Install Git 2.38 or newer");
    expect(readdirSync(base)).toEqual([]);
  });

  test.each([
    ["publish", () => publish(scratch())],
    ["synth", () => ["synth", "--fleet", fleetOnDisk(), "--out", scratch()]],
    ["check", () => ["check", "--fleet", fleetOnDisk()]],
  ])("24 open files at most: %s", (_, args) => {
    const { status, stderr } = run(args(), {}, "ulimit -n 24;");
    expect(stderr).not.toMatch(/fault of Flotilla|\n {4}at /);
    if (status !== 0) expect(stderr).toContain("ulimit -n 1024");
  });

  test.each([
    ["a new repository", false],
    ["a repository that is there", true],
  ])("a pack that would be larger than the system lets it, in %s: nothing of it stays", (_, isThere) => {
    const base = scratch();
    const remote = join(base, "centre.git");
    if (isThere) execFileSync("git", ["init", "--quiet", "--bare", "--template=", remote]);
    const before = [...filesBelow(base).keys()];
    const { status, stderr } = run(publish(base), {}, "ulimit -f 8; trap '' XFSZ;");
    expect(status).toBe(1);
    expect(stderr).toMatch(/EFBIG[\s\S]*next: /);
    expect([...filesBelow(base).keys()]).toEqual(before);
  });

  test("a file that would be larger than the system lets it, in synth: nothing half written stays", () => {
    const out = scratch();
    const { status, stderr } = run(["synth", "--fleet", fleetOnDisk(), "--out", out], {}, "ulimit -f 8; trap '' XFSZ;");
    expect(status).toBe(1);
    expect(stderr).toContain("EFBIG");
    expect(stderr).not.toMatch(/\n {4}at /);
    expect([...filesBelow(out).keys()].filter((name) => name.includes("tmp"))).toEqual([]);
  });
});

test("A server that takes a connection and says nothing is given up after a time limit", async () => {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const started = Date.now();
  const { code, stderr } = await gitIn(scratch())(["ls-remote", `http://127.0.0.1:${port}/a.git`], { limitMs: 500 });
  expect(code).not.toBe(0);
  expect(stderr).toContain("no answer within 0.5 s");
  expect(Date.now() - started).toBeLessThan(5_000);
});
