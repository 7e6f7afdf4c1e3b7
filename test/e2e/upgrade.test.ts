import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Plan } from "../../compiler/plan/plan.ts";
import manifest from "../../package.json" with { type: "json" };
import { Elsewhere, type Ending, packageOfClone, packageOfCommit } from "./elsewhere.ts";

/** The first commit whose package makes a fleet that passes its own check: what an older Flotilla is. */
const OLD = "01584b097a4040d84651775eae750989870aecae";

const elsewhere = new Elsewhere();
const archives: Record<"old" | "current" | "older" | "newer" | "otherwise" | "ahead", string> = {
  old: "",
  current: "",
  older: "",
  newer: "",
  otherwise: "",
  ahead: "",
};
let fleet = "";

beforeAll(() => {
  archives.old = packageOfCommit(OLD, join(elsewhere.folder, "old"));
  archives.current = elsewhere.repacked(packageOfClone(elsewhere.folder), "0.2.0");
  archives.older = elsewhere.repacked(archives.current, "0.0.9");
  archives.newer = elsewhere.repacked(archives.current, "0.2.1");
  archives.otherwise = elsewhere.repacked(archives.current, "0.3.0", {
    "dist/profiles/fingerprint.js": (text) => text.replace('digest.digest("hex")', 'digest.update("x").digest("hex")'),
  });
  archives.ahead = elsewhere.repacked(archives.current, "0.4.0", {
    "package.json": (text) => text.replace(/"node": "[^"]*"/, '"node": ">=99.0.0"'),
  });
  fleet = elsewhere.startFleet(archives.old, "fleet", "older");
});
afterAll(() => elsewhere.remove());

/** The program of an archive, in a folder that is no fleet's. */
function programOf(archive: string): string {
  const folder = join(elsewhere.folder, "programs", String(Object.values(archives).indexOf(archive)));
  const program = join(folder, "node_modules", manifest.name, "bin/flotilla.mjs");
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  elsewhere.must("npm", ["install", archive], folder);
  return program;
}

const flotilla = (archive: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Ending =>
  elsewhere.run("node", [programOf(archive), ...args], fleet, env);

/** Every file of the fleet by its bytes, and what is installed. */
function stateOf(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (path) =>
        !/\/\.git\/|\/node_modules\/(?!@flotilla-fleet\/flotilla\/package\.json|\.package-lock\.json)/.test(path),
    );
  return new Map(files.sort().map((path) => [path, readFileSync(path, "latin1")]));
}

/** Expects that a call leaves the fleet to the byte as it was. */
function refused(args: readonly string[], env: Readonly<Record<string, string>> = {}, expected = 2): string {
  const before = stateOf(fleet);
  const { code, text } = flotilla(archives.current, ["upgrade", ...args], env);
  expect(code, text).toBe(expected);
  expect(text).toContain("next: ");
  expect(text).toContain("the fleet is as it was");
  expect(stateOf(fleet)).toEqual(before);
  return text;
}

/** Files that differ between two trees that `synth` wrote, by the machine's own diff. */
function differing(a: string, b: string): readonly string[] {
  const { stdout } = spawnSync("diff", ["-rqN", a, b], { encoding: "utf8" });
  const files = [...stdout.matchAll(/^Files \S+ and (\S+) differ$/gm)].map(([, path = ""]) => path.slice(b.length + 1));
  // Lists of other files, and who wrote them.
  return files.filter((path) => !/\/(kustomization\.yaml|README\.md|\.flotilla\/.*)$/.test(path)).sort();
}

function synth(archive: string): string {
  const out = join(elsewhere.folder, `tree-${Object.values(archives).indexOf(archive)}`);
  // The fleet's own packages are those of what runs.
  const copy = join(elsewhere.folder, "copy");
  rmSync(copy, { recursive: true, force: true });
  cpSync(fleet, copy, { recursive: true, filter: (path) => !/\/(node_modules|\.git)$/.test(path) });
  const { code, text } = flotilla(archive, ["synth", "--fleet", copy, "--out", out]);
  expect(code, text).toBe(0);
  return out;
}

test("A trial shows what the tool alone changes, just what diff -r sees, and leaves the fleet as it was", () => {
  const before = stateOf(fleet);
  const { code, stdout, text } = flotilla(archives.current, [
    "upgrade",
    "--dry-run",
    "--format",
    "json",
    archives.current,
  ]);
  expect(code, text).toBe(0);
  expect(stateOf(fleet)).toEqual(before);
  const told = JSON.parse(stdout) as { readonly from: string; readonly to: string; readonly diff: Plan };
  expect(told).toMatchObject({
    schema: "flotilla.dev/upgrade/v1",
    from: "0.1.0",
    to: "0.2.0",
    packageManager: "npm",
    changed: [],
  });
  const files = differing(synth(archives.old), synth(archives.current));
  expect(files.length).toBeGreaterThan(0);
  expect(told.diff.files).toBe(files.length);
  const examples = told.diff.classes.map(({ example }) => `${example.repository}/${example.path}`);
  expect(examples.filter((path) => !files.includes(path))).toEqual([]);
});

test("The other way round, both trees are told apart by the same files", () => {
  // The older one has no such command, so the current one compares what it makes with a tree of each.
  const same = flotilla(archives.current, ["upgrade", "--compare", synth(archives.current), "--format", "json"]);
  expect(JSON.parse(same.stdout)).toMatchObject({ schema: "flotilla.dev/plan/v1", files: 0, classes: [] });
  const [old, current] = [synth(archives.old), synth(archives.current)];
  expect(differing(current, old)).toEqual(differing(old, current));
});

test("A version that is older, or that runs on another Node, is refused with the way", () => {
  expect(refused([archives.older])).toMatch(
    /found 0\.0\.9, expected a version newer than 0\.1\.0[\s\S]*--allow-older-tool/,
  );
  expect(refused([archives.ahead])).toMatch(/flotilla 0\.4\.0 runs on Node >=99\.0\.0, found \d+/);
});

test("A version that makes other fingerprints is refused by the lock, and says so of the profile", () => {
  expect(refused([archives.otherwise], {}, 5)).toMatch(
    /profile edge-shop@1\.0\.0: flotilla 0\.3\.0 makes another fingerprint of the same files than profiles\/lock\.json holds/,
  );
});

test("A version that there is not, an archive that is not there, and a registry out of reach are told", () => {
  expect(refused(["nowhere.tgz"])).toContain("found no file");
  expect(refused(["$(id)"])).toContain("expected a version like 1.2.0");
  const away = {
    npm_config_registry: "http://127.0.0.1:9/",
    npm_config_fetch_retries: "0",
    npm_config_prefer_offline: "false",
  };
  expect(refused(["9.9.9"], away)).toMatch(/npm could not install[\s\S]*when the registry can be reached/);
});

test("Changes of package.json that no commit holds are not mixed with those of an upgrade", () => {
  const path = join(fleet, "package.json");
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replace('"private": true', '"private":  true'));
  expect(refused([archives.current])).toContain("found changes in package.json that no commit holds");
  writeFileSync(path, text);
});

test("A fleet that the installed version refuses is mended first", () => {
  const path = join(fleet, "sites/north/city.yaml");
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replace(", owner: shop-team", ""));
  const { code, text: told } = flotilla(archives.current, ["upgrade", archives.current]);
  expect({ code, told: /SHOP-SITE-001[\s\S]*next: mend that first/.test(told) }).toEqual({ code: 5, told: true });
  writeFileSync(path, text);
});

test("A fleet of pnpm or yarn is moved with pnpm or yarn, and where that is missing it says so", () => {
  for (const [lock, manager] of [
    ["pnpm-lock.yaml", "pnpm"],
    ["yarn.lock", "yarn"],
  ] as const) {
    writeFileSync(join(fleet, lock), "");
    elsewhere.commit(fleet, `Keep packages with ${manager}`);
    expect(refused([archives.current], { PATH: `${join(elsewhere.folder, "bin")}:/usr/bin:/bin` })).toContain(
      `${manager} could not install`,
    );
    elsewhere.must("git", ["rm", "-q", lock], fleet);
    elsewhere.commit(fleet, "Keep packages with npm");
  }
});

test("An upgrade moves the fleet: package.json and its lock name the new version, and nothing else is changed", () => {
  const { code, stdout, text } = flotilla(archives.current, ["upgrade", archives.current]);
  expect(code, text).toBe(0);
  expect(stdout).toContain("0.2.0 is installed; package.json and package-lock.json name it");
  expect(stdout).toContain("Once 0.2.0 has published, 0.1.0 refuses to change those repositories (exit code 11)");
  const changed = elsewhere.must("git", ["status", "--porcelain"], fleet);
  expect(
    changed
      .trimEnd()
      .split("\n")
      .map((line) => line.slice(3)),
  ).toEqual(["package-lock.json", "package.json"]);
  expect(elsewhere.must("npx", ["--no-install", "flotilla", "--version"], fleet).trim()).toBe("0.2.0");
  expect(elsewhere.must("npm", ["run", "check"], fleet)).toContain("no findings");
  elsewhere.must("npm", ["ci"], fleet);
  elsewhere.commit(fleet, "Upgrade");
});

test("Its own command moves it on, and what changes nothing says so, as Markdown too", () => {
  const { code, stdout, text } = elsewhere.run(
    "npx",
    ["--no-install", "flotilla", "upgrade", archives.newer, "--format", "markdown"],
    fleet,
  );
  expect(code, text).toBe(0);
  expect(stdout).toMatch(/^## Flotilla 0\.2\.0 to 0\.2\.1\n/);
  expect(stdout).toContain("nothing changes on any cluster");
});
