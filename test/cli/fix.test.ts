import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { runCommandHere } from "./run.ts";

const zone = "sites/guangdong/shenzhen.yaml";
const region = "sites/guangdong/region.yaml";
const app = "apps/retail/checkout.yaml";
const sound = smallFleet() as Record<string, string>;

type Slip = readonly [name: string, file: string, right: string, wrong: string];

/** What people write, and mean beyond doubt. */
const slips: readonly Slip[] = [
  ["a key", zone, "    labels: { customer", "    lables: { customer"],
  ["a word in capitals", zone, "kind: cluster", "kind: Cluster # kept"],
  ["a word a letter short", zone, "state: active", "state: activ"],
  ["a name of a profile", zone, "profile: edge-k3s@1.0.0", "profile: edge-k3@1.0.0"],
  ["a parameter", zone, "{ storage: 200Gi }", "{ storag: 200Gi }"],
  ["a MAC address as Windows writes it", zone, "02:44:0c:00:00:01", "02-44-0C-00-00-01"],
  ["a number that is text", region, 'code: "44"', "code: 44"],
  ["text that is a number", app, "replicas: 2", 'replicas: "2"'],
  ["a tenant", app, "tenant: retail", "tenant: retial"],
  ["a zone where an app differs", app, "  shenzhen: { replicas", "  shenzen: { replicas"],
];

const withSlips = (chosen: readonly Slip[]): string => {
  const files = { ...sound };
  for (const [, file, right, wrong] of chosen) files[file] = String(files[file]).replace(right, wrong);
  return fleetOnDisk(files);
};
const textsOf = (fleet: string) =>
  Object.fromEntries(Object.keys(sound).map((file) => [file, readFileSync(join(fleet, file), "utf8")]));
const meant = (chosen: readonly Slip[]) => {
  const files = { ...sound };
  // The comment that somebody wrote beside the slip stays.
  if (chosen.some(([name]) => name === "a word in capitals"))
    files[zone] = String(files[zone]).replace("kind: cluster", "kind: cluster # kept");
  return files;
};
const check = (fleet: string, ...more: readonly string[]) => runCommandHere(["check", "--fleet", fleet, ...more]);

describe("flotilla check --fix", () => {
  test.each(slips.map((slip) => [slip[0], slip] as const))("mends %s, letter by letter", async (_, slip) => {
    const fleet = withSlips([slip]);
    const before = await check(fleet, "--format", "json");
    expect(JSON.parse(before.stdout).findings).toContainEqual(
      expect.objectContaining({
        mend: expect.objectContaining({ edits: [expect.objectContaining({ file: slip[1] })] }),
      }),
    );
    const { code, stdout, stderr } = await check(fleet, "--fix", "--strict");
    expect({ code, stderr }).toEqual({ code: 0, stderr: `mended ${slip[1]}\n` });
    expect(stdout).toContain("no findings");
    expect(textsOf(fleet)).toEqual(meant([slip]));
    expect((await check(fleet, "--fix")).stderr).toBe("");
  });

  test("mends any of them together: the fleet is what was meant, so nothing else is made of it", {
    tags: ["property"],
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray([...slips], { minLength: 2 }), async (chosen) => {
        const fleet = withSlips(chosen);
        expect((await check(fleet, "--fix", "--strict")).code).toBe(0);
        expect(textsOf(fleet)).toEqual(meant(chosen));
      }),
      { numRuns: 4 },
    );
  });

  test("tells a patch that git takes in the fleet's folder, and writes nothing", async () => {
    const fleet = withSlips(slips);
    writeFileSync(join(fleet, region), readFileSync(join(fleet, region), "utf8").replaceAll("\n", "\r\n"));
    const before = textsOf(fleet);
    const patch = join(fleet, "mends.patch");
    const { code, stdout, stderr } = await check(fleet, "--fix", "--patch", patch);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(textsOf(fleet)).toEqual(before);
    const repository = fleetOnDisk();
    execFileSync("git", ["init", "-q"], { cwd: repository });
    const below = join(repository, "below");
    cpSync(fleet, below, { recursive: true });
    execFileSync("git", ["apply", "--whitespace=nowarn", "-"], { cwd: below, input: readFileSync(patch) });
    expect(textsOf(below)).toEqual({ ...meant(slips), [region]: String(sound[region]).replaceAll("\n", "\r\n") });
    const shown = await check(withSlips(slips), "--fix", "--dry-run");
    expect(shown.stdout).toBe(readFileSync(patch, "utf8").replaceAll("\r", ""));
    expect(shown.stderr).toBe("");
    expect((await check(fleet, "--fix", "--dry-run")).stderr).toContain("--patch FILE writes it as it is");
    expect((await check(fleet, "--dry-run")).code).toBe(2);
  }, 60_000);

  test("leaves what is beyond no doubt: another version, a number in a name, two names as near", async () => {
    const files = { ...sound, [zone]: String(sound[zone]).replace("edge-k3s@1.0.0", "edge-k3s@1.0.9") };
    const fleet = fleetOnDisk(files);
    const { code, stderr } = await check(fleet, "--fix");
    expect({ code, stderr }).toEqual({ code: 5, stderr: "" });
    expect(textsOf(fleet)).toEqual(files);
  });

  test("takes out exemptions that are past their day or not needed, and what of the baseline is mended", async () => {
    const exemptions = `exemptions:
  # The old building.
  - rule: FLT-CAP-006
    construct: panji/guangdong
    reason: the old building stays
    owner: net
    ticket: N-1
    granted: 2026-01-01
    expires: 2026-03-31 # long ago
  - { rule: FLT-NET-008, construct: panji/guangdong, reason: the old building stays, owner: net, ticket: N-1, granted: 2026-11-01, expires: 2027-03-31 }
  - { rule: FLT-SEC-003, construct: panji/apps, reason: the registry is moved, owner: net, ticket: N-1, granted: 2026-11-01, expires: 2027-03-31 }
`;
    const fleet = fleetOnDisk({
      [app]: String(sound[app]).replace(/@sha256:\w+/, ""),
      "sites/exemptions.yaml": exemptions,
      "sites/baseline.yaml": "baseline:\n  - { rule: FLT-CAP-006, construct: panji/guangdong, count: 1 }\n",
    });
    const { code, stdout } = await runCommandHere(["check", "--fleet", fleet, "--fix", "--strict"], {
      now: () => new Date("2026-11-28T12:00:00Z"),
    });
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining("no findings, 1 exempt") });
    expect(readFileSync(join(fleet, "sites/exemptions.yaml"), "utf8")).toBe(
      `exemptions:\n  # The old building.\n${exemptions.split("\n").at(-2)}\n`,
    );
    expect(readFileSync(join(fleet, "sites/baseline.yaml"), "utf8")).toBe("baseline: []\n");
  });

  test("SARIF has the mend as a fix, with the very region", async () => {
    const { stdout } = await check(withSlips(slips.slice(1, 2)), "--format", "sarif");
    expect(JSON.parse(stdout).runs[0].results).toMatchObject([
      {
        ruleId: "load/value",
        fixes: [
          {
            description: { text: "write cluster" },
            artifactChanges: [
              {
                artifactLocation: { uri: zone },
                replacements: [
                  {
                    deletedRegion: { startLine: 6, startColumn: 11, endLine: 6, endColumn: 18 },
                    insertedContent: { text: "cluster" },
                  },
                ],
              },
            ],
          },
        ],
      },
    ]);
  });
});

describe("A rule of a fleet's own", () => {
  const config = (mend: string) => `import { defineFleet, defineRule } from "${manifest.name}";
import { sourceAt, writeValue } from "${manifest.name}/policies";
const ring = defineRule({
  id: "SHOP-SITE-001", scope: "site", severity: "error", title: "Sites are in the main ring", help: "It is tested.",
  bad: "", good: "",
  check: ({ zone: { spec: { ring }, source } }) =>
    ring === "main" ? [] : [{ message: \`ring \${ring}, expected main\`, at: sourceAt(source, "ring"), mend: ${mend} }],
});
export default defineFleet({ policies: { rules: [ring] } });
`;
  const fleetWith = (mend: string): string => {
    const fleet = fleetOnDisk();
    writeFileSync(join(fleet, "flotilla.config.ts"), config(mend));
    return fleet;
  };

  test("mends in the same way", async () => {
    const fleet = fleetWith('writeValue(sourceAt(source, "ring"), "main")');
    const first = await check(fleet);
    expect(first.stdout).toContain("\n  mends: flotilla check --fix: write main\n");
    expect((await check(fleet, "--fix")).code).toBe(0);
    expect(textsOf(fleet)).toEqual({ ...sound, [zone]: String(sound[zone]).replace("ring: early", "ring: main") });
  });

  test("that brings another finding is left for a person, and so is one that names no file of the fleet", async () => {
    const brings = fleetWith('writeValue(sourceAt(source, "ring"), "other")');
    const { code, stderr } = await check(brings, "--fix");
    expect(code).toBe(5);
    expect(stderr).toBe(
      "left as it is: what would mend SHOP-SITE-001 brings SHOP-SITE-001: ring other, expected main\n",
    );
    expect(textsOf(brings)).toEqual(sound);
    const outside = fleetWith('writeValue({ file: "sites/../flotilla.config.ts", path: ["a"] }, "b")');
    expect((await check(outside, "--fix")).code).toBe(5);
    expect(readFileSync(join(outside, "flotilla.config.ts"), "utf8")).toContain("defineFleet");
  });
});
