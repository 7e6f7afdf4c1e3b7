import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { installSteps } from "../../cli/init/install-steps.ts";
import { packageName, version } from "../../pipeline/version.ts";
import { folderWith } from "../folder-with.ts";
import { runCommandHere } from "./run.ts";

const archive = `flotilla-fleet-flotilla-${version}.tgz`;
const asItIs = (path: string) => path;

test("A clone installs itself into a new fleet by an archive, which it makes where there is none", () => {
  const clone = folderWith();
  const install = `npm install --save-dev ${join(clone, archive)}`;
  expect(installSteps(asItIs, clone)).toEqual([`npm --prefix ${clone} run package`, install]);
  writeFileSync(join(clone, archive), "");
  expect(installSteps(asItIs, clone)).toEqual([install]);
});

test("A package installs what it was installed from: the same archive, or the version of a registry", () => {
  const note = (resolved: string) =>
    JSON.stringify({ packages: { [`node_modules/${packageName}`]: { version, resolved } } });
  const from = (resolved: string) => {
    const consumer = folderWith({ "node_modules/.package-lock.json": note(resolved) });
    return { consumer, steps: installSteps(asItIs, join(consumer, "node_modules", packageName, "dist")) };
  };
  const { consumer, steps } = from("file:archives/flotilla.tgz");
  expect(steps).toEqual([`npm install --save-dev ${join(consumer, "archives/flotilla.tgz")}`]);
  expect(from("https://registry.example.com/flotilla.tgz").steps).toEqual(["npm install"]);
  expect(installSteps(asItIs, join(folderWith(), "node_modules", packageName, "dist"))).toEqual(["npm install"]);
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
