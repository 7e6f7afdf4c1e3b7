import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCommandHere } from "../cli/run.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { commitFirst } from "../git/fixture.ts";

/** The small fleet, committed as `main`, with another parameter in its files. */
function changed(): string {
  const root = fleetOnDisk();
  commitFirst(root);
  const file = "sites/fleet.yaml";
  const text = (smallFleet()[file] as string).replace("parameters: {}", "parameters: { metricsRetention: 9h }");
  writeFileSync(join(root, file), text);
  return root;
}

test("A gate gets plan.json with a hash, and an exit code of 7 when it is not the one that was reviewed", async () => {
  const root = changed();
  const out = join(root, "out/of/the/day/plan.json");
  const run = (...args: string[]) => runCommandHere(["plan", "--fleet", root, "--base", "main", ...args]);
  const first = await run("--summary", "--out", out);
  expect(first).toMatchObject({ code: 0, stderr: "" });
  expect(first.stdout.trimEnd().split("\n").length).toBeLessThanOrEqual(20);
  const { hash, schema } = JSON.parse(readFileSync(out, "utf8")) as { readonly hash: string; readonly schema: string };
  expect(schema).toBe("flotilla.dev/plan/v1");
  expect((await run("--summary", "--expect-hash", hash)).code).toBe(0);
  const other = await run("--summary", "--expect-hash", `sha256:${"0".repeat(64)}`);
  expect(other.code).toBe(7);
  expect(other.stderr).toContain(`found ${hash}, expected sha256:000`);
}, 120_000);

test("A comment says why there is no plan, where the files are faulty", async () => {
  const root = changed();
  const zone = "sites/guangdong/shenzhen.yaml";
  writeFileSync(join(root, zone), (smallFleet()[zone] as string).replace("    profile:", "    profil:"));
  const { code, stdout } = await runCommandHere(["plan", "--fleet", root, "--base", "main", "--format", "markdown"]);
  expect(code).toBe(2);
  expect(stdout).toMatch(/^In the files:\n\n### Flotilla check: blocked\n/);
  expect(stdout).toContain("did you mean profile?");
});

test.each([
  ["neither side", [], "expected --base REV, or --against BASE"],
  ["two of them", ["--base", "main", "--against", "x"], "expected one of them"],
  ["a merge of nothing", ["--base", "main", "--merge"], "expected --base REV and --head REV with it"],
])("A command line with %s is told what is missing", async (_, args, text) => {
  const { code, stderr } = await runCommandHere(["plan", "--fleet", fleetOnDisk(), ...args]);
  expect(code).toBe(2);
  expect(stderr).toContain(text);
});
