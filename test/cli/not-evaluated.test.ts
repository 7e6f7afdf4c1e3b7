import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { fleetOnDisk } from "../fleet-on-disk.ts";
import { commitFirst } from "../git/fixture.ts";
import { runCommandHere } from "./run.ts";

/** A fleet with a rule of its own on each site, and an exemption from it. */
function fleetWith(check: string): string {
  const root = fleetOnDisk({
    "sites/exemptions.yaml": `exemptions:
  - { rule: SHOP-SITE-001, construct: panji/guangdong/shenzhen/sz-nanshan-01/x, reason: agreed with the shop, owner: shop, ticket: S-1, granted: 2026-11-01, expires: 2027-03-31 }
`,
  });
  commitFirst(root);
  const text = `import { defineFleet, defineRule } from "${manifest.name}";
const owner = defineRule({
  id: "SHOP-SITE-001", scope: "site", severity: "warning", title: "Every site has an owner", help: "Somebody is called.",
  bad: "", good: "",
  check: ${check},
});
export default defineFleet({ policies: { rules: [owner] } });
`;
  writeFileSync(join(root, "flotilla.config.ts"), text);
  return root;
}

const now = () => new Date("2026-11-28T12:00:00Z");
const run = (command: string, fleet: string, ...more: readonly string[]) =>
  runCommandHere([command, "--fleet", fleet, ...more], { now });

const silent = '() => { throw new Error("no answer"); }';

test.each([
  ["throws", silent, "Error: no answer"],
  ["gives no list", '() => "all is well"', 'found "all is well", expected a list of violations'],
  ["gives a Promise", "() => Promise.resolve([])", "found a Promise, expected a list of violations"],
  ["gives a violation without words", "() => [{ at: undefined }]", "violation 1: found no message, expected text"],
  [
    "points nowhere",
    '() => [{ message: "m", at: "line 3" }]',
    'violation 1: found "line 3" as at, expected a place in a file',
  ],
  [
    "names no construct",
    '() => [{ message: "m", subject: 3 }]',
    "violation 1: found the number 3 as subject, expected text",
  ],
])("A rule that %s is not evaluated, which fails, although it only warns", async (_, check, reason) => {
  const { code, stdout } = await run("check", fleetWith(check));
  expect(code).toBe(5);
  expect(stdout).toContain(
    "not evaluated FLT-SYS-001: rule SHOP-SITE-001 could not be evaluated for panji/guangdong/shenzhen/sz-nanshan-01: ",
  );
  expect(stdout).toContain(reason);
  expect(stdout).toContain("0 errors, 0 warnings, 1 not evaluated: 1 site");
  expect(stdout).not.toContain("FLT-SYS-003");
});

test("Every format has it as a state of its own, with rule, reason and place", async () => {
  const fleet = fleetWith(silent);
  const json = JSON.parse((await run("check", fleet, "--format", "json")).stdout);
  expect(json.verdict).toEqual({ errors: 1, notEvaluated: 1, warnings: 0 });
  expect(json.findings).toMatchObject([
    {
      code: "FLT-SYS-001",
      subjects: ["panji/guangdong/shenzhen/sz-nanshan-01"],
      notEvaluated: { rules: ["SHOP-SITE-001"], reason: expect.stringContaining("Error: no answer") },
    },
  ]);
  const sarif = JSON.parse((await run("check", fleet, "--format", "sarif")).stdout);
  expect(sarif.runs[0].invocations).toMatchObject([
    {
      executionSuccessful: false,
      toolExecutionNotifications: [
        {
          level: "error",
          associatedRule: { id: "SHOP-SITE-001" },
          message: { text: expect.stringContaining("could not be evaluated") },
        },
      ],
    },
  ]);
  const junit = (await run("check", fleet, "--format", "junit")).stdout;
  expect(junit).toMatch(/name="SHOP-SITE-001 [^"]*">\s*<error message="not evaluated: Error: no answer/);
  const markdown = (await run("check", fleet, "--format", "markdown")).stdout;
  expect(markdown).toMatch(/^### Flotilla check: blocked$/m);
  expect(markdown).toMatch(/^\| \*\*not evaluated\*\* \| FLT-SYS-001 \|/m);
});

test("A plan and a publish stop at it too, and no baseline is written over it", async () => {
  const fleet = fleetWith(silent);
  const plan = await run("plan", fleet, "--base", "main");
  expect(plan.code).toBe(5);
  expect(plan.stdout).toContain("not evaluated FLT-SYS-001: rule SHOP-SITE-001");
  const publish = await run("publish", fleet, "--to", join(fleet, "out"));
  expect(publish.code).toBe(5);
  expect(`${publish.stdout}${publish.stderr}`).toContain("1 not evaluated");
  const { stderr } = await run("check", fleet, "--baseline", "grow");
  expect(stderr).toBe("sites/baseline.yaml was left as it is: a rule could not be evaluated, see below\n");
}, 120_000);
