import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { ownEngine } from "./own-engine.ts";

const clone = join(import.meta.dirname, "../..");
const scratch = mkdtempSync(join(tmpdir(), "flotilla-package-"));
const fleet = join(scratch, "fleet");
const site = "sites/north/city.yaml";
let tarball = "";

interface Outcome {
  readonly code: number | null;
  /** Both streams. */
  readonly text: string;
}

function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd = fleet,
): Outcome {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", npm_config_update_notifier: "false", ...env },
    maxBuffer: 1024 ** 3,
  });
  return { code: status, text: `${stdout}${stderr}` };
}

function must(program: string, args: readonly string[], cwd = fleet): string {
  const { code, text } = run(program, args, {}, cwd);
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}:\n${text}`);
  return text;
}

const flotilla = (...args: readonly string[]) => run("npx", ["--no-install", "flotilla", ...args]);
const read = (file: string) => readFileSync(join(fleet, file), "utf8");

function write(file: string, text: string): void {
  mkdirSync(dirname(join(fleet, file)), { recursive: true });
  writeFileSync(join(fleet, file), text);
}

function edit(file: string, from: string, to: string): void {
  const text = read(file);
  expect(text).toContain(from);
  write(
    file,
    text.replaceAll(from, () => to),
  );
}

function commit(message: string): void {
  must("git", ["add", "--all"]);
  must("git", ["-c", "user.name=Reader", "-c", "user.email=reader@example.com", "commit", "-qm", message]);
}

/** In MB, as the disk counts. */
const size = (folder: string) => Number(must("du", ["-sm", folder]).split("\t")[0]);

const install = (...packages: readonly string[]) =>
  must("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--save-dev", ...packages]);

beforeAll(() => {
  must("npm", ["run", "package", "--", "--silent", "--pack-destination", scratch], clone);
  tarball = join(scratch, readdirSync(scratch).find((name) => name.endsWith(".tgz")) ?? "");
  const seed = join(scratch, "seed");
  mkdirSync(seed);
  writeFileSync(join(seed, "package.json"), '{ "private": true }');
  must("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", tarball], seed);
  must("npx", ["--no-install", "flotilla", "init", fleet], seed);
  install(tarball);
  commit("Start");
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test("the package holds what runs and its types, and no test, lab or source", () => {
  const held = readdirSync(join(fleet, "node_modules", manifest.name));
  expect(held.toSorted()).toEqual(["CHANGELOG.md", "LICENSE", "README.md", "bin", "dist", "package.json"]);
  const dist = readdirSync(join(fleet, "node_modules", manifest.name, "dist"), { recursive: true }).map(String);
  expect(dist.filter((path) => /(^|\/)(test|lab|bench)\/|(?<!\.d)\.ts$/.test(path))).toEqual([]);
});

test("a fleet without Pulumi takes 60 MB at most, and npm ci has nothing to say", () => {
  expect(size("node_modules")).toBeLessThanOrEqual(60);
  expect(must("npm", ["ci", "--prefer-offline", "--no-audit", "--no-fund"])).toMatch(
    /^\s*added \d+ packages in \S+\s*$/,
  );
});

test("a new fleet passes its own test and its own check, and its types are right", () => {
  must(process.execPath, [join(clone, "node_modules/typescript/bin/tsc"), "--project", "tsconfig.code.json"]);
  expect(must("npm", ["test"])).toMatch(/pass 2\b/);
  expect(must("npm", ["run", "check"])).toContain("no findings: 1 site, 2 repositories");
});

test("what CI runs passes on a change, and tells it", () => {
  must("git", ["switch", "-qc", "wider"]);
  edit(site, "storage: 100Gi", "storage: 200Gi");
  commit("Give the mall more room");
  expect(must("sh", ["ci/check.sh", "main"])).toContain("1 of 1 site");
  expect(existsSync(join(fleet, "out/flotilla.sarif"))).toBe(true);
  must("git", ["switch", "-q", "main"]);
});

test("a change from a fork runs the code of its base: its own would have written a file", () => {
  must("git", ["switch", "-qc", "fork"]);
  const trace = join(scratch, "trace");
  const attack = `import { writeFileSync } from "node:fs";\nwriteFileSync(${JSON.stringify(trace)}, "");\n`;
  for (const file of ["profiles/edge-shop/1.0.0.ts", "flotilla.config.ts", "policies/site-owner.ts"]) {
    write(file, `${attack}${read(file)}`);
  }
  edit(site, "storage: 100Gi", "storage: 300Gi");
  commit("Attack");
  expect(flotilla("check", "--code-from", "main")).toMatchObject({ code: 0 });
  must("git", ["switch", "-q", "main"]);
  expect(must("sh", ["ci/check-foreign.sh", "fork"])).toContain("1 of 1 site");
  expect(existsSync(trace)).toBe(false);
  expect(run("git", ["grep", "-q", "writeFileSync", "fork", "--", "profiles"]).code).toBe(0);
});

test("an engine of the fleet's own makes what its profile asks for, and a draft waits for its release", () => {
  for (const [path, text] of Object.entries(ownEngine)) write(path, text);
  const config = read("flotilla.config.ts")
    .replace("sites: [edgeShop]", "sites: [edgeShop, edgeShelf]")
    .replace("policies:", "engines: { provisioners: { shelf } },\n  policies:");
  write(
    "flotilla.config.ts",
    `import { shelf } from "./engines/shelf/shelf.ts";\nimport { edgeShelf } from "./profiles/edge-shelf/1.0.0.ts";\n${config}`,
  );
  edit(site, "profile: edge-shop@1.0.0", "profile: edge-shelf@1.0.0");
  const draft = flotilla("check");
  expect(draft).toMatchObject({ code: 5 });
  expect(draft.text).toContain("profile edge-shelf@1.0.0 is a draft");
  expect(flotilla("profile", "lock", "edge-shelf@1.0.0")).toMatchObject({ code: 0 });
  must(process.execPath, [join(clone, "node_modules/typescript/bin/tsc"), "--project", "tsconfig.code.json"]);
  expect(must("npm", ["run", "check"])).toContain("no findings");
  const published = run("npx", ["--no-install", "flotilla", "publish", "--to", "out/repos"], { FLOTILLA_THREADS: "2" });
  expect(published).toMatchObject({ code: 0 });
  const host = "hosts/0b8e4c52-0001-4111-8111-000000000001/carry.txt";
  expect(must("git", ["-C", "out/repos/north.git", "show", `main:${host}`])).toBe(
    "Carry city-mall-01-a from room B1 to city-mall-01.\n",
  );
  commit("Take servers from the shelf");
});

test("a fault in the fleet's own code is told with its line and without a stack", () => {
  const before = read("policies/site-owner.ts");
  write("policies/site-owner.ts", `${before}\nthrow new Error("a slip");\n`);
  const { code, text } = flotilla("check");
  expect(code).toBe(2);
  expect(text).toContain(`policies/site-owner.ts:${before.split("\n").length + 1}:7: error config/failed`);
  expect(text).not.toMatch(/^\s+at .*node_modules/m);
  write("policies/site-owner.ts", before);
});

test("a stack publishes with Pulumi, its policy pack holds the fleet's own rules, in 150 MB", () => {
  install("@pulumi/pulumi@3.270.0", "@pulumi/policy@1.21.0");
  expect(size("node_modules")).toBeLessThanOrEqual(150);
  const home = join(scratch, "pulumi");
  mkdirSync(home);
  const env = { PULUMI_BACKEND_URL: `file://${home}`, PULUMI_CONFIG_PASSPHRASE: "", PULUMI_HOME: home };
  const pulumi = (...args: readonly string[]) =>
    run(process.execPath, [join(clone, "lab/pulumi-run.ts"), "--non-interactive", ...args], env);
  rmSync(join(fleet, "out/repos"), { recursive: true });
  expect(pulumi("stack", "init", "north")).toMatchObject({ code: 0 });
  const pack = `node_modules/${manifest.name}/dist/stacks/policy-pack/flotilla-policy.js`;
  expect(statSync(join(fleet, pack)).mode & 0o100).not.toBe(0);
  const up = pulumi("up", "-s", "north", "--yes", "--skip-preview", "--policy-pack", pack);
  expect(up.code, up.text).toBe(0);
  expect(must("git", ["-C", "out/repos/north.git", "ls-tree", "-r", "--name-only", "main"])).toContain("carry.txt");
});
