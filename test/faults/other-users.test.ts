import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { runCommandHere } from "../cli/run.ts";
import { filesBelow } from "../files-below.ts";
import { fleetOnDisk } from "../fleet-on-disk.ts";
import { git } from "../git/fixture.ts";

/** A user whom nothing belongs to; root may do everything and so tests nothing. */
const NOBODY = 65534;
const isRoot = process.geteuid?.() === 0;

/** A folder that all may read and that only its owner may write. */
function readOnly(): string {
  const folder = mkdtempSync(join(tmpdir(), "flotilla-user-"));
  onTestFinished(() => {
    chmodSync(folder, 0o755);
    rmSync(folder, { recursive: true, force: true });
  });
  chmodSync(folder, isRoot ? 0o755 : 0o555);
  return folder;
}

function readableFleet(): string {
  const fleet = fleetOnDisk();
  chmodSync(fleet, 0o755);
  return fleet;
}

let isLoaded = false;

/** Loads what is loaded on demand, which may lie where another user cannot read. */
async function loadAll(): Promise<void> {
  if (isLoaded) return;
  isLoaded = true;
  const out = mkdtempSync(join(tmpdir(), "flotilla-user-"));
  const fleet = readableFleet();
  await runCommandHere(["synth", "--fleet", fleet, "--out", join(out, "tree")]);
  await runCommandHere(["publish", "--fleet", fleet, "--to", join(out, "repositories")]);
  rmSync(out, { recursive: true });
}

/** The command line as a user who may not write what others own. */
async function runUnprivileged(args: readonly string[]) {
  if (!isRoot) return runCommandHere(args);
  await loadAll();
  process.seteuid?.(NOBODY);
  try {
    return await runCommandHere(args);
  } finally {
    process.seteuid?.(0);
  }
}

const publish = (fleet: string, to: string) =>
  runUnprivileged(["publish", "--fleet", fleet, "--region", "guangdong", "--to", to]);

describe.skipIf(process.geteuid === undefined)(
  "What another user than root may not do is told with the next step",
  () => {
    test("publish into a folder that may only be read makes nothing there", async () => {
      const to = readOnly();
      const { code, stderr } = await publish(readableFleet(), to);
      expect(code).toBe(1);
      expect(stderr).toMatch(/EACCES[\s\S]*next: /);
      expect(readdirSync(to)).toEqual([]);
    });

    test("publish into a repository that may only be read leaves it as it is", async () => {
      const base = mkdtempSync(join(tmpdir(), "flotilla-user-"));
      onTestFinished(() => rmSync(base, { recursive: true, force: true }));
      chmodSync(base, 0o755);
      const fleet = readableFleet();
      const remote = join(base, "guangdong.git");
      await runCommandHere(["publish", "--fleet", fleet, "--region", "guangdong", "--to", base]);
      const folders = [
        remote,
        ...readdirSync(remote, { recursive: true, encoding: "utf8" }).map((each) => join(remote, each)),
      ];
      const before = [...filesBelow(remote).keys()];
      git(remote, "update-ref", "refs/heads/kept", "main");
      git(remote, "update-ref", "-d", "refs/heads/main");
      const locked = folders.filter((each) => existsSync(each) && !/\.(pack|idx)$/.test(each));
      if (!isRoot) for (const each of locked) chmodSync(each, 0o555);
      const { code, stderr } = await publish(fleet, base);
      if (!isRoot) for (const each of locked) chmodSync(each, 0o755);
      expect(code).toBe(1);
      expect(stderr).toMatch(/EACCES|Permission denied/);
      expect(stderr).toContain("next: ");
      const after = [...filesBelow(remote).keys()].filter((name) => !name.endsWith("refs/heads/kept"));
      expect(after).toEqual(before.filter((name) => !name.endsWith("refs/heads/main")));
    });

    test("publish with a cache that may not be written ends before it asks the server", async () => {
      vi.stubEnv("XDG_CACHE_HOME", readOnly());
      onTestFinished(() => {
        vi.unstubAllEnvs();
      });
      const { code, stderr } = await publish(readableFleet(), "http://127.0.0.1:9/fleet");
      expect(code).toBe(1);
      expect(stderr).toMatch(/EACCES[\s\S]*next: /);
    });

    test("synth into a folder that may only be read makes nothing there", async () => {
      const out = readOnly();
      const { code, stderr } = await runUnprivileged(["synth", "--fleet", readableFleet(), "--out", out]);
      expect(code).toBe(1);
      expect(stderr).toMatch(/EACCES[\s\S]*next: look at the permissions/);
      expect(readdirSync(out)).toEqual([]);
    });

    test("check of a fleet with a file that may not be read names the file", async () => {
      const fleet = readableFleet();
      chmodSync(join(fleet, "sites/guangdong/shenzhen.yaml"), 0);
      const { code, stdout } = await runUnprivileged(["check", "--fleet", fleet]);
      expect(code).toBe(2);
      expect(stdout).toContain("sites/guangdong/shenzhen.yaml:1:1: error load/unreadable");
    });

    test("check of a fleet with a folder that may not be entered names the folder", async () => {
      const fleet = readableFleet();
      mkdirSync(join(fleet, "sites/hunan"), { mode: 0 });
      const { code, stdout } = await runUnprivileged(["check", "--fleet", fleet]);
      expect(code).toBe(2);
      expect(stdout).toContain("sites/hunan:1:1: error load/unreadable");
    });
  },
);
