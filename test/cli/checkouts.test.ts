import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { flotilla, runCommandHere } from "./run.ts";
import { sound } from "./sound-code.ts";

const zone = "sites/guangdong/shenzhen.yaml";
const git = (cwd: string, ...args: readonly string[]) =>
  execFileSync("git", ["-c", "user.name=Reader", "-c", "user.email=reader@example.com", ...args], { cwd });

/** A fleet with code of its own, in a repository, and a folder for what else a test needs. */
async function ownFleet(): Promise<{ readonly fleet: string; readonly folder: string }> {
  const text = (smallFleet()[zone] as string).replace("arch: arm64", "arch: amd64");
  const fleet = fleetOnDisk({ [zone]: text.replace("edge-k3s@1.0.0", "edge-shelf@1.0.0") });
  for (const [path, text] of Object.entries(sound)) {
    mkdirSync(dirname(join(fleet, path)), { recursive: true });
    writeFileSync(join(fleet, path), text);
  }
  expect(await runCommandHere(["profile", "lock", "edge-shelf@1.0.0", "--fleet", fleet])).toMatchObject({ code: 0 });
  git(fleet, "init", "-q", "-b", "main");
  git(fleet, "add", "--all");
  git(fleet, "commit", "-qm", "Start");
  const folder = mkdtempSync(join(tmpdir(), "flotilla-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { fleet, folder };
}

function treeOf(folder: string): ReadonlyMap<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = paths.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(files.map((path) => [path.slice(folder.length), readFileSync(path, "utf8")]));
}

test("A checkout with the ends of lines of Windows is the same fleet: no change, no other profile, no other tree", async () => {
  const { fleet, folder } = await ownFleet();
  const windows = join(folder, "windows");
  git(folder, "-c", "core.autocrlf=true", "clone", "-q", fleet, windows);
  git(windows, "config", "core.autocrlf", "true");
  git(windows, "remote", "remove", "origin");
  for (const path of [zone, "profiles/edge-shelf/1.0.0.ts", "profiles/lock.json", "flotilla.config.ts"]) {
    expect(readFileSync(join(windows, path), "utf8")).toContain("\r\n");
  }
  for (const root of [fleet, windows]) {
    const made = await runCommandHere(["synth", "--fleet", root, "--out", join(folder, `tree-of-${root === fleet}`)]);
    expect(made).toMatchObject({ code: 0, stderr: "" });
  }
  expect(treeOf(join(folder, "tree-of-false"))).toEqual(treeOf(join(folder, "tree-of-true")));
  expect(await runCommandHere(["fmt", "--check", "--fleet", windows])).toMatchObject({ code: 0, stdout: "" });
  expect(await runCommandHere(["diff", "--base", "HEAD", "--exit-code", "--fleet", windows])).toMatchObject({
    code: 0,
  });
});

// Its code got another copy of Flotilla than the one that ran, or none: temporary folders of macOS lie behind a link.
test("A fleet behind a link is the same fleet, and faults of its code are told from its folder", async () => {
  const { fleet, folder } = await ownFleet();
  const linked = join(folder, "linked");
  symlinkSync(fleet, linked, "dir");
  expect(await runCommandHere(["check", "--fleet", linked])).toMatchObject({ code: 0 });
  writeFileSync(join(fleet, "policies/named.ts"), "export const named = undefined;\nthrow new Error('a slip');\n");
  expect(flotilla(["check", "--fleet", linked]).stdout).toMatch(/^policies\/named\.ts:2:7: error config\/failed/);
});

// Both would be one folder on macOS and Windows, and one of them would be lost there.
test("Two names that differ by case alone are refused wherever they are written", async () => {
  const zoneText = smallFleet()[zone] as string;
  const fleet = fleetOnDisk({ "sites/guangdong/Shenzhen.yaml": zoneText });
  const { code, stdout } = await runCommandHere(["check", "--fleet", fleet]);
  expect({ code, told: stdout.includes("sites/guangdong/Shenzhen.yaml") }).toEqual({ code: 2, told: true });
});
