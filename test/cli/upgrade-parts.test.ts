import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { movedManifest } from "../../cli/upgrade/fleet-package.ts";
import { ownEnvironment, packageManagerOf, startOf } from "../../cli/upgrade/package-manager.ts";
import { targetSpec } from "../../cli/upgrade/target.ts";
import { managerWords } from "../../cli/upgrade/trial.ts";
import { vendoredArchive } from "../../cli/upgrade/vendored-archive.ts";
import { allowsNode, isNewer } from "../../cli/upgrade/versions.ts";
import manifest from "../../package.json" with { type: "json" };
import { fleetOnDisk } from "../fleet-on-disk.ts";
import { folderWith } from "../folder-with.ts";
import { runCommandHere } from "./run.ts";

describe("An upgrade", () => {
  test.each([
    ["0.1.0", "0.1.1", true],
    ["0.1.9", "0.1.10", true],
    ["0.9.0", "1.0.0", true],
    ["1.0.0", "1.0.0", false],
    ["1.0.0", "0.9.9", false],
    ["1.0.0-rc.2", "1.0.0-rc.10", true],
    ["1.0.0-rc.1", "1.0.0", true],
    ["1.0.0", "1.0.0-rc.1", false],
    ["1.0.0", "main", undefined],
  ])("from %s to %s goes forward: %s", (before, after, answer) => {
    expect(isNewer(before, after)).toBe(answer);
  });

  test.each([
    ["24.0.0", true],
    ["26.1.0", true],
    ["22.18.0", true],
    ["22.17.9", false],
    ["23.9.0", false],
    ["20.20.2", false],
  ])("of what runs on this project's Nodes is told of Node %s: %s", (node, answer) => {
    expect(allowsNode(manifest.engines.node, node)).toBe(answer);
  });

  test("asks the package manager whose lock is there, and npm without any", () => {
    const of = (...files: readonly string[]) => packageManagerOf((file) => files.includes(file)).name;
    expect([of(), of("package-lock.json"), of("pnpm-lock.yaml"), of("yarn.lock")]).toEqual([
      "npm",
      "npm",
      "pnpm",
      "yarn",
    ]);
    const how = { section: "dependencies", exact: true } as const;
    expect(packageManagerOf(() => false).add("a@1.0.0", how)).toEqual(
      expect.arrayContaining(["--save-prod", "--save-exact"]),
    );
  });

  test("starts it through the shell of Windows, which wants quotes, and nowhere else", () => {
    const args = ["install", "C:\\my files\\flotilla.tgz", `${manifest.name}@1.2.0`];
    expect(startOf("npm", args, "linux")).toEqual({ program: "npm", args, shell: false });
    expect(startOf("npm", args, "win32")).toEqual({
      program: "npm.cmd",
      args: ["install", '"C:\\my files\\flotilla.tgz"', `${manifest.name}@1.2.0`],
      shell: true,
    });
  });

  test("leaves out what the npm that started it says of its own folder and command", () => {
    const env = {
      npm_config_local_prefix: "/fleet",
      npm_package_name: "a",
      INIT_CWD: "/",
      npm_config_registry: "r",
      PATH: "p",
    };
    expect(ownEnvironment(env)).toEqual({ npm_config_registry: "r", PATH: "p" });
  });

  test("keeps packages that lie in folders beside the fleet", () => {
    const moved = movedManifest({
      folder: "/work/fleet",
      manifest: { name: "a", dependencies: { b: "file:../b", c: "^1.0.0" }, devDependencies: { d: "link:/d" } },
    });
    expect(JSON.parse(moved)).toEqual({
      name: "a",
      dependencies: { b: "file:/work/b", c: "^1.0.0" },
      devDependencies: { d: "link:/d" },
    });
  });

  test.each(["--help", "1.2.0; id", "a b", "$(id)", "https://example.com/x.zip", "../other"])(
    "goes to a version or an archive alone: %s",
    (given) => expect(targetSpec(given, "/")).toContain("expected a version like 1.2.0"),
  );

  test.each(["latest", "1.2.0", "^1.2.0", "~1.2", "1.2.0-rc.1"])("takes %s", (given) =>
    expect(targetSpec(given, "/")).toEqual({ spec: `${manifest.name}@${given}` }),
  );
});

test("What a package manager says is told without its stack and the place of its log", () => {
  const stderr = `npm error code E404
npm error     at ClientRequest.<anonymous> (/usr/lib/npm/index.js:130:14)
npm error     at process.processTicksAndRejections (node:internal/process/task_queues:91:21) {
npm error 404 Not Found
npm error A complete log of this run can be found in: /root/.npm/_logs/a.log
`;
  expect(managerWords({ code: 1, stdout: "", stderr })).toBe("    npm error code E404\n    npm error 404 Not Found");
});

test("A clone of Flotilla is moved with Git, and a folder without packages is no fleet", async () => {
  const clone = join(import.meta.dirname, "../..");
  expect(await runCommandHere(["upgrade", "--fleet", clone])).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/found a clone of Flotilla[\s\S]*next: git pull[\s\S]*the fleet is as it was/),
  });
  expect(await runCommandHere(["upgrade", "--fleet", fleetOnDisk()])).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/found no package\.json in [\s\S]*next: name the folder with --fleet/),
  });
  expect(await runCommandHere(["upgrade", "--compare", "nowhere", "--fleet", fleetOnDisk()])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("expected what flotilla synth --out wrote there"),
  });
});

test("A version that is compared with its own tree changes nothing", async () => {
  const fleet = fleetOnDisk();
  const out = join(fleet, "out");
  expect(await runCommandHere(["synth", "--fleet", fleet, "--out", out])).toMatchObject({ code: 0 });
  const compared = await runCommandHere(["upgrade", "--compare", out, "--fleet", fleet]);
  expect(compared).toMatchObject({ code: 0, stdout: expect.stringContaining("nothing changes on any cluster") });
});

test("An archive that lies in the fleet is replaced in its place; another one, and a version of a registry, is not", () => {
  const folder = folderWith({ "vendor/flotilla-1.0.0.tgz": "old", "package.json": "{}" });
  const given = join(folderWith({ "flotilla-1.2.0.tgz": "new" }), "flotilla-1.2.0.tgz");
  const section = "devDependencies";
  const of = (spec: string) => ({ folder, section, manifest: { [section]: { [manifest.name]: spec } } }) as const;
  expect(vendoredArchive(of("file:vendor/flotilla-1.0.0.tgz"), given)).toEqual({
    old: join(folder, "vendor/flotilla-1.0.0.tgz"),
    path: join(folder, "vendor/flotilla-1.2.0.tgz"),
  });
  expect(vendoredArchive(of("file:../flotilla-1.0.0.tgz"), given)).toBeUndefined();
  expect(vendoredArchive(of("^1.0.0"), given)).toBeUndefined();
  expect(vendoredArchive(of("file:vendor/flotilla-1.0.0.tgz"), `${manifest.name}@1.2.0`)).toBeUndefined();
});
