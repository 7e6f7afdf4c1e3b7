import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { installSteps, vendorArchive } from "../../cli/init/install-steps.ts";
import { nodeOnPath } from "../../cli/init/node-on-path.ts";
import { packageName, version } from "../../pipeline/version.ts";
import { folderWith } from "../folder-with.ts";
import { runCommandHere } from "./run.ts";

const archive = `flotilla-fleet-flotilla-${version}.tgz`;
const asItIs = (path: string) => path;
const node = "24.0.0";

test("A clone gives a new fleet its archive, which it makes first where there is none", () => {
  const [program, fleet] = [folderWith(), folderWith()];
  const install = `npm install --save-dev ./vendor/${archive}`;
  const make = `npm --prefix ${program} run package -- --pack-destination ${join(fleet, "vendor")}`;
  expect(vendorArchive(fleet, asItIs, { program, node })).toEqual([make, install]);
  expect(readdirSync(join(fleet, "vendor"))).toEqual([]);
  expect(installSteps({ program, node })).toEqual([
    `npm --prefix ${program} run package`,
    `npm install --save-dev ${join(program, archive)}`,
  ]);
  writeFileSync(join(program, archive), "of the clone");
  expect(vendorArchive(fleet, asItIs, { program, node })).toEqual([install]);
  expect(readFileSync(join(fleet, "vendor", archive), "utf8")).toBe("of the clone");
  expect(installSteps({ program, node })).toEqual([`npm install --save-dev ${join(program, archive)}`]);
});

test("A package gives a new fleet what it was installed from: the same archive, or the version of a registry", () => {
  const note = (resolved: string) =>
    JSON.stringify({ packages: { [`node_modules/${packageName}`]: { version, resolved } } });
  const from = (resolved: string) => {
    const consumer = folderWith({
      "node_modules/.package-lock.json": note(resolved),
      "archives/flotilla.tgz": "of the consumer",
    });
    const fleet = folderWith();
    const program = join(consumer, "node_modules", packageName, "dist");
    return { fleet, steps: vendorArchive(fleet, asItIs, { program, node }) };
  };
  const { fleet, steps } = from("file:archives/flotilla.tgz");
  expect(steps).toEqual(["npm install --save-dev ./vendor/flotilla.tgz"]);
  expect(readFileSync(join(fleet, "vendor/flotilla.tgz"), "utf8")).toBe("of the consumer");
  expect(from("https://registry.example.com/flotilla.tgz").steps).toEqual(["npm install"]);
  const bare = { program: join(folderWith(), "node_modules", packageName, "dist"), node };
  expect(vendorArchive(folderWith(), asItIs, bare)).toEqual(["npm install"]);
});

test("Whose Node is too old, or has none, is told how the fleet gets one, whatever Node runs", () => {
  const known = ["linux x64", "linux arm64", "win32 x64"].includes(`${process.platform} ${process.arch}`);
  const program = join(folderWith(), "node_modules", packageName, "dist");
  for (const old of ["20.20.2", "22.17.9", undefined]) {
    const [step] = vendorArchive(folderWith(), asItIs, { program, node: old });
    expect(step).toMatch(known ? /^npm install --save-dev node-(linux|win)-(x64|arm64)@24$/ : /^npm install$/);
  }
});

test("The Node that somebody has is the one of the PATH, not one that a package brings", () => {
  const script = (said: string) => `#!/bin/sh\necho ${said}\n`;
  const root = folderWith({ "node_modules/.bin/node": script("v24.0.0"), "bin/node": script("v20.20.2") });
  const [ofPackage, own] = [join(root, "node_modules/.bin"), join(root, "bin")];
  for (const folder of [ofPackage, own]) chmodSync(join(folder, "node"), 0o755);
  expect(nodeOnPath({ PATH: [ofPackage, own].join(delimiter) })).toBe("20.20.2");
  expect(nodeOnPath({ PATH: ofPackage })).toBeUndefined();
});

test("The tests of a new fleet begin with Flotilla, which tells a Node that is too old, and no script waits to be run", async () => {
  const fleet = join(folderWith(), "shop");
  await runCommandHere(["init", fleet]);
  const { scripts } = JSON.parse(readFileSync(join(fleet, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  expect(scripts["test"]).toMatch(/^flotilla --version && node --test /);
  expect(readFileSync(join(fleet, ".npmrc"), "utf8")).toContain("ignore-scripts=true");
  expect(Object.keys(scripts).filter((name) => /^(pre|post)/.test(name))).toEqual([]);
});

test("A new fleet has the name of its folder, as far as a fleet may have it", async () => {
  for (const [folder, name] of [
    ["Corner Shops", "corner-shops"],
    ["a-very-long-name-of-a-fleet-of-shops", "a-very-long-name-of-a-fleet-of"],
    ["2026", "fleet-2026"],
  ] as const) {
    const fleet = join(folderWith(), folder);
    const made = await runCommandHere(["init", fleet]);
    expect(made.stdout).toContain("  npm install --save-dev ");
    expect(readFileSync(join(fleet, "sites/fleet.yaml"), "utf8")).toContain(`\nname: ${name}\n`);
    expect(await runCommandHere(["check", "--fleet", fleet])).toMatchObject({ code: 0 });
  }
});
