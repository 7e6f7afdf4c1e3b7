import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { runCommandHere } from "./run.ts";

const ZONE = "sites/guangdong/shenzhen.yaml";
const zone = smallFleet()[ZONE] as string;
const unstable = zone.replace("/dev/disk/by-id/nvme-a", "/dev/sda");
const BASELINE = "sites/baseline.yaml";

const check = (fleet: string, ...more: readonly string[]) => runCommandHere(["check", "--fleet", fleet, ...more]);
const textOf = (fleet: string, file = BASELINE) => readFileSync(join(fleet, file), "utf8");

test("A fleet writes down what is found, and passes until something is new", async () => {
  const fleet = fleetOnDisk({ [ZONE]: unstable });
  expect((await check(fleet, "--strict")).code).toBe(5);
  const grown = await check(fleet, "--strict", "--baseline", "grow");
  expect(grown.stderr).toBe(
    "sites/baseline.yaml holds 1 finding of 1 rule: 1 more and 0 fewer than before\n  next: commit it; a plan tells how much it grew and asks the owners\n",
  );
  expect(grown.code).toBe(0);
  expect(grown.stdout).toContain("no findings, 1 in the baseline: 1 site");
  const [last] = textOf(fleet).trimEnd().split("\n").slice(-1);
  expect(last).toBe(
    "  - { rule: FLT-CAP-006, construct: panji/guangdong/shenzhen/sz-nanshan-01/sz-nanshan-01-a, place: disk, count: 1 }",
  );
  expect((await runCommandHere(["fmt", "--check", "--fleet", fleet])).code).toBe(0);

  // Lines that move and servers that come before it change nothing; a new finding beside it fails.
  writeFileSync(join(fleet, ZONE), `# moved\n\n${unstable}`);
  expect((await check(fleet, "--strict")).code).toBe(0);
  const app = "apps/retail/checkout.yaml";
  writeFileSync(join(fleet, app), textOf(fleet, app).replace(/@sha256:\w+/, ""));
  const fresh = await check(fleet, "--strict");
  expect(fresh.code).toBe(5);
  expect(fresh.stdout).toContain("FLT-SEC-003");
  expect(fresh.stdout).not.toContain("FLT-CAP-006");

  const before = textOf(fleet);
  const shrunk = await check(fleet, "--strict", "--baseline", "shrink");
  expect(shrunk.code).toBe(5);
  expect(textOf(fleet)).toBe(before);
});

test("What is mended is told as stale, and shrinking takes it out until the file goes", async () => {
  const fleet = fleetOnDisk({ [ZONE]: unstable });
  await check(fleet, "--baseline", "grow");
  writeFileSync(join(fleet, ZONE), zone);
  const stale = await check(fleet);
  expect(stale.code).toBe(0);
  expect(stale.stdout).toMatch(
    /^sites\/baseline\.yaml:4:5: warning FLT-SYS-009: the baseline holds 1 of FLT-CAP-006 for /m,
  );
  expect((await check(fleet, "--strict")).code).toBe(5);
  const shrunk = await check(fleet, "--strict", "--baseline", "shrink");
  expect(shrunk.code).toBe(0);
  expect(shrunk.stderr).toBe("sites/baseline.yaml holds nothing, and goes: 0 more and 1 fewer than before\n");
  expect(existsSync(join(fleet, BASELINE))).toBe(false);
});

test("A credential is never put into a baseline, nor a fault of a file", async () => {
  const leaking = zone.replace(
    'parameters: { ntp: ["10.44.0.1"] }',
    'parameters: { ntp: ["10.44.0.1"], storage: ghp_0123456789abcdefghijABCDEFGHIJ012345 }',
  );
  const fleet = fleetOnDisk({ [ZONE]: leaking });
  const first = await check(fleet, "--baseline", "grow");
  expect(first.code).not.toBe(0);
  expect(existsSync(join(fleet, BASELINE)) ? textOf(fleet) : "").not.toContain("FLT-SEC-020");
  const broken = fleetOnDisk({ [ZONE]: zone.replace("kind: cluster", "kind: klaster") });
  const { code, stderr } = await check(broken, "--baseline", "grow");
  expect(code).toBe(2);
  expect(stderr).toBe("sites/baseline.yaml was left as it is: the rules were not run, fix the files first\n");
});

test("JSON and SARIF have what the baseline holds apart from what counts", async () => {
  const fleet = fleetOnDisk({ [ZONE]: unstable });
  await check(fleet, "--baseline", "grow");
  const json = JSON.parse((await check(fleet, "--format", "json")).stdout);
  expect([json.findings, json.baselined.map(({ code }: { code: string }) => code)]).toEqual([[], ["FLT-CAP-006"]]);
  const sarif = JSON.parse((await check(fleet, "--format", "sarif")).stdout);
  expect(sarif.runs[0].results).toMatchObject([
    { ruleId: "FLT-CAP-006", baselineState: "unchanged", suppressions: [{ kind: "external" }] },
  ]);
});

test("What no file of the baseline says is told at its line", async () => {
  const fleet = fleetOnDisk({ [BASELINE]: "baseline:\n  - { rule: FLT-CAP-006, construct: panji, count: none }\n" });
  const { code, stdout } = await check(fleet);
  expect(code).toBe(2);
  expect(stdout).toMatch(/^sites\/baseline\.yaml:2:\d+: error load\//m);
});
