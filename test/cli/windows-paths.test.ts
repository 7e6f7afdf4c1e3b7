import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path/posix";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { fleetOnDisk } from "../fleet-on-disk.ts";
import { runCommandHere } from "./run.ts";

// Windows does not run here, so its paths stand before this machine's disk.
const disk = vi.hoisted(() => ({ drive: "" }));
vi.mock("node:path", async (original) => ({ ...(await original<typeof import("node:path")>()).win32 }));
vi.mock("node:fs", async (original) => {
  const { windowsDisk } = await import("./windows-disk.ts");
  return windowsDisk(await original<typeof import("node:fs")>(), () => disk.drive);
});

beforeAll(async () => {
  const real = await vi.importActual<typeof import("node:fs")>("node:fs");
  disk.drive = real.mkdtempSync(join(tmpdir(), "flotilla-drive-"));
});
afterAll(() => rmSync("C:\\", { recursive: true, force: true }));

const at = { cwd: "C:\\work" };

/** Every file below a folder with its text, paths with this machine's slashes. */
function treeOf(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [path.slice(path.indexOf("/tree/") + 6), readFileSync(path, "utf8")]));
}

test("A fleet on a drive becomes the same tree as a fleet of this machine", async () => {
  const fleet = fleetOnDisk();
  const own = mkdtempSync(join(tmpdir(), "flotilla-test-"));
  const program = join(import.meta.dirname, "../../cli/flotilla.mjs");
  spawnSync(process.execPath, [program, "synth", "--fleet", fleet, "--out", join(own, "tree")]);
  expect(treeOf(join(own, "tree")).size).toBeGreaterThan(100);
  cpSync(fleet, join(disk.drive, "work/fleet"), { recursive: true });
  for (const named of ["C:\\work\\fleet", "fleet", ".\\fleet", "c:/work/fleet"]) {
    const made = await runCommandHere(["synth", "--fleet", named, "--out", "C:\\out\\tree"], at);
    expect(made, made.stderr).toMatchObject({ code: 0, stderr: "" });
    expect(treeOf("C:\\out\\tree")).toEqual(treeOf(join(own, "tree")));
  }
  rmSync(own, { recursive: true });
});

test("A tree that was written there is written again without a change, and loses what is no more", async () => {
  const again = await runCommandHere(["synth", "--fleet", "fleet", "--out", "C:\\out\\tree"], at);
  expect(again.stdout).toMatch(
    /^centre: \d+ files, 0 written, 0 removed\nguangdong: \d+ files, 0 written, 0 removed\n$/,
  );
  const app = "C:\\work\\fleet\\apps\\retail\\checkout.yaml";
  rmSync(app);
  const fewer = await runCommandHere(["synth", "--fleet", "fleet", "--out", "C:\\out\\tree"], at);
  expect(fewer.stdout).toMatch(/guangdong: \d+ files, \d+ written, [1-9]\d* removed/);
  expect([...treeOf("C:\\out\\tree").keys()].filter((path) => path.includes("checkout"))).toEqual([]);
});

test("Findings, files to format and files to explain are named and found with either slash", async () => {
  const zone = "C:\\work\\fleet\\sites\\guangdong\\shenzhen.yaml";
  expect(await runCommandHere(["fmt", "--check", "--fleet", "fleet", zone], at)).toMatchObject({ code: 0 });
  const folder = "sites\\shenzhen\\sz-nanshan-01\\30-cilium";
  const explained = await runCommandHere(["explain", "sz-nanshan-01", folder, "--fleet", "fleet"], at);
  expect(explained).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("sites/shenzhen/sz-nanshan-01/30-cilium"),
  });
  rmSync(zone);
  const checked = await runCommandHere(["check", "--fleet", "C:\\work\\nowhere"], at);
  expect(checked).toMatchObject({ code: 2, stderr: expect.stringContaining("found no folder C:\\work\\nowhere") });
});

test("A new fleet is started on a drive and passes its check of files", async () => {
  expect(await runCommandHere(["init", "C:\\work\\new fleet"], at)).toMatchObject({ code: 0 });
  expect(JSON.parse(readFileSync("C:\\work\\new fleet\\package.json", "utf8"))).toMatchObject({ name: "new-fleet" });
  expect(await runCommandHere(["fmt", "--check", "--fleet", "C:\\work\\new fleet"], at)).toMatchObject({ code: 0 });
});
