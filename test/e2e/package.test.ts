import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensurePulumi } from "../../lab/pulumi-programs.ts";
import manifest from "../../package.json" with { type: "json" };
import { Elsewhere, type Ending, packageOfClone } from "./elsewhere.ts";
import { ownEngine } from "./own-engine.ts";

const elsewhere = new Elsewhere();
const scratch = elsewhere.folder;
const fleet = join(scratch, "fleet");
const site = "sites/north/city.yaml";
let tarball = "";

const run = (program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Ending =>
  elsewhere.run(program, args, fleet, env);
const must = (program: string, args: readonly string[]): string => elsewhere.must(program, args, fleet);
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

const commit = (message: string) => elsewhere.commit(fleet, message);

/** In MB, as the disk counts. */
const size = (folder: string) => Number(must("du", ["-sm", folder]).split("\t")[0]);

const install = (...packages: readonly string[]) => must("npm", ["install", "--save-dev", ...packages]);

const checkTypes = () => must("npx", ["--no-install", "tsc", "--project", "tsconfig.code.json"]);

beforeAll(() => {
  tarball = packageOfClone(scratch);
  elsewhere.startFleet(tarball, "fleet");
});
afterAll(() => elsewhere.remove());

test("the package holds what runs and its types, and no test, lab or source", () => {
  const held = readdirSync(join(fleet, "node_modules", manifest.name));
  expect(held.toSorted()).toEqual(["CHANGELOG.md", "LICENSE", "README.md", "bin", "dist", "package.json"]);
  const dist = readdirSync(join(fleet, "node_modules", manifest.name, "dist"), { recursive: true }).map(String);
  expect(dist.filter((path) => /(^|\/)(test|lab|bench)\/|(?<!\.d)\.ts$/.test(path))).toEqual([]);
});

test("a fleet without Pulumi takes 60 MB at most, and npm ci has nothing to say", () => {
  expect(size("node_modules")).toBeLessThanOrEqual(60);
  expect(must("npm", ["ci"])).toMatch(/^\s*added \d+ packages in \S+\s*$/);
});

test("enrolment says which packages its service needs, and works once the fleet has them", () => {
  const made = [
    "enroll",
    "medium",
    "--state",
    "../enroll",
    "--url",
    "https://enroll.panji.example:8443",
    "--out",
    "../medium.yaml",
  ];
  const without = flotilla(...made);
  expect(without.code).toBe(2);
  const [, packages = ""] = /next: npm install --save-dev (.*)$/m.exec(without.text) ?? [];
  install(...packages.split(" "));
  expect(flotilla(...made)).toMatchObject({ code: 0 });
  must("git", ["checkout", "--quiet", "package.json", "package-lock.json"]);
  must("npm", ["ci"]);
});

test("a new fleet passes its own test and its own check, its files are formatted, and its types are right", () => {
  install("typescript@6.0.3");
  checkTypes();
  expect(flotilla("fmt", "--check")).toMatchObject({ code: 0 });
  expect(must("npm", ["test"])).toMatch(/pass 3\b/);
  expect(must("npm", ["run", "check"])).toContain("no findings: 1 site, 2 repositories");
});

test("what CI runs passes on a change, and tells it", () => {
  must("git", ["switch", "-qc", "wider"]);
  edit(site, "storage: 100Gi", "storage: 200Gi");
  commit("Give the mall more room");
  expect(must("sh", ["ci/check.sh", "main"])).toContain("1 of 1 site");
  for (const file of ["flotilla.sarif", "flotilla.html"]) expect(existsSync(join(fleet, "out", file))).toBe(true);
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

test("the guide's own engine makes what its profile asks for, and a draft waits for its release", () => {
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
  checkTypes();
  expect(must("npm", ["test"])).toMatch(/pass 5\b/);
  expect(must("npm", ["run", "check"])).toContain("no findings");
  // The site that is committed has been installed by another engine, as far as anybody knows.
  const change = run("npm", ["run", "diff"]);
  expect(change).toMatchObject({ code: 5, text: expect.stringContaining("1 of 1 site") });
  expect(change.text).toContain("FLT-GUARD-007: site city-mall-01 changes from provisioner kairos to shelf");
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

test("a stack publishes with Pulumi, its policy pack holds the fleet's own rules, in 150 MB", async () => {
  must("npm", ["uninstall", "typescript"]);
  install("@pulumi/pulumi@3.270.0", "@pulumi/policy@1.21.0");
  expect(size("node_modules")).toBeLessThanOrEqual(150);
  const home = join(scratch, "pulumi");
  mkdirSync(home);
  // The lab's Pulumi is that of this machine: of the clone's programs it takes none along.
  const { program, folders } = await ensurePulumi(() => {}, new AbortController().signal);
  const env = {
    PATH: [...folders, elsewhere.env["PATH"]].join(":"),
    PULUMI_BACKEND_URL: `file://${home}`,
    PULUMI_CONFIG_PASSPHRASE: "",
    PULUMI_HOME: home,
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
  const pulumi = (...args: readonly string[]) => run(program, ["--non-interactive", ...args], env);
  rmSync(join(fleet, "out/repos"), { recursive: true, force: true });
  expect(pulumi("stack", "init", "north")).toMatchObject({ code: 0 });
  const pack = `node_modules/${manifest.name}/dist/stacks/policy-pack/flotilla-policy.js`;
  expect(statSync(join(fleet, pack)).mode & 0o100).not.toBe(0);
  const up = pulumi("up", "-s", "north", "--yes", "--skip-preview", "--policy-pack", pack);
  expect(up.code, up.text).toBe(0);
  expect(must("git", ["-C", "out/repos/north.git", "ls-tree", "-r", "--name-only", "main"])).toContain("carry.txt");
});

test("an upgrade takes the fleet with its own profile, rule and engine along, and its stack after it", () => {
  commit("Publish with Pulumi");
  const next = elsewhere.repacked(tarball, "0.1.1");
  const { code, text } = flotilla("upgrade", next);
  expect(code, text).toBe(0);
  expect(text).toContain("nothing changes on any cluster");
  expect(flotilla("--version")).toMatchObject({ code: 0, stdout: "0.1.1\n" });
  expect(must("npm", ["test"])).toMatch(/pass 5\b/);
  expect(must("npm", ["run", "check"])).toContain("no findings");
  commit("Upgrade");
});
