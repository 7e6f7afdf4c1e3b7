import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { runCommandHere } from "../cli/run.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";

const ZONE = "sites/guangdong/shenzhen.yaml";
const zoneText = smallFleet()[ZONE] as string;
const SECRET = "do-not-print-me";

/** A folder of somebody else's, with a file that must not be shown. */
function elsewhere(): string {
  const folder = mkdtempSync(join(tmpdir(), "flotilla-elsewhere-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "secret.yaml"), `${SECRET}: [\n`);
  writeFileSync(join(folder, "zone.yaml"), zoneText);
  return folder;
}

async function check(fleet: string) {
  const outcome = await runCommandHere(["check", "--fleet", fleet]);
  return { ...outcome, text: outcome.stdout + outcome.stderr };
}

describe("A link that leads out of the fleet is refused unread, so that nothing of its target is shown or built", () => {
  test.each([
    ["a zone file", ZONE, "secret.yaml"],
    ["sites/fleet.yaml", "sites/fleet.yaml", "secret.yaml"],
    ["the file of a region", "sites/guangdong/region.yaml", "secret.yaml"],
    ["an app", "apps/retail/checkout.yaml", "secret.yaml"],
    ["the folder of a region", "sites/guangdong", ""],
    ["the folder of a tenant", "apps/retail", ""],
    ["sites/ itself", "sites", ""],
    ["apps/ itself", "apps", ""],
    ["trusted authorities", "sites/trust", ""],
    ["extra manifests", "sites/manifests", ""],
  ])("%s", async (_, path, target) => {
    const fleet = fleetOnDisk();
    rmSync(join(fleet, path), { recursive: true, force: true });
    mkdirSync(dirname(join(fleet, path)), { recursive: true });
    symlinkSync(join(elsewhere(), target), join(fleet, path));
    const { code, text } = await check(fleet);
    expect(code).toBe(2);
    expect(text).toMatch(
      `${path}:1:1: error load/link: is a link that leads out of sites/, apps/, systems/ and clusters/`,
    );
    expect(text).not.toContain(SECRET);
  });

  test("also by a sound file, by a way through other links, and beside sites/ in the same repository", async () => {
    const fleet = fleetOnDisk();
    const outside = elsewhere();
    rmSync(join(fleet, ZONE));
    symlinkSync(outside, join(fleet, "way"));
    symlinkSync("../../way/zone.yaml", join(fleet, ZONE));
    writeFileSync(join(fleet, "other.yaml"), smallFleet()["apps/retail/checkout.yaml"] as string);
    symlinkSync("../../other.yaml", join(fleet, "apps/retail/other.yaml"));
    const { code, text } = await check(fleet);
    expect(code).toBe(2);
    expect(text.match(/load\/link/g)).toHaveLength(2);
  });

  test("a link within sites/ is followed", async () => {
    const fleet = fleetOnDisk({ "sites/guangdong/.kept/shenzhen.yaml": zoneText, [ZONE]: null });
    symlinkSync(".kept/shenzhen.yaml", join(fleet, ZONE));
    expect(await check(fleet)).toMatchObject({ code: 0 });
  });

  test("a link to itself, and one that leads nowhere, are faults of their place", async () => {
    const fleet = fleetOnDisk();
    symlinkSync("ring.yaml", join(fleet, "sites/guangdong/ring.yaml"));
    symlinkSync("gone.yaml", join(fleet, "sites/guangdong/lost.yaml"));
    const { code, text } = await check(fleet);
    expect(code).toBe(2);
    expect(text).toContain("sites/guangdong/ring.yaml:1:1: error load/unreadable");
    expect(text).toContain("sites/guangdong/lost.yaml:1:1: error load/missing-file");
  });
});

describe("Every file below sites/ and apps/ is read, refused or named", () => {
  test.each([
    ["an app one folder too deep", "apps/retail/more/checkout2.yaml", "apps/retail/more", "load/unexpected-folder"],
    ["an app beside its tenants", "apps/checkout2.yaml", undefined, "load/unexpected-file"],
    ["an app that ends in .yml", "apps/retail/a.yml", undefined, "load/unexpected-file"],
    ["an app in another format", "apps/retail/a.json", undefined, "load/unexpected-file"],
    ["a zone one folder too deep", "sites/guangdong/more/a.yaml", "sites/guangdong/more", "load/unexpected-folder"],
    ["a zone beside its region", "sites/a.yaml", undefined, "load/unexpected-file"],
    ["a zone in another format", "sites/guangdong/a.json", undefined, "load/unexpected-file"],
    ["a zone without an ending", "sites/guangdong/zhuhai", undefined, "load/unexpected-file"],
    ["a zone in another case", "sites/guangdong/zhuhai.YAML", undefined, "load/unexpected-file"],
    ["authorities that nobody trusts", "sites/trust/a.pem", undefined, "load/unexpected-file"],
    ["authorities one folder too deep", "sites/trust/more/a.pem", "sites/trust/more", "load/unexpected-folder"],
    ["manifests that no site names", "sites/manifests/a/b.yaml", "sites/manifests/a", "load/unexpected-folder"],
    ["manifests of no site", "sites/manifests/b.yaml", undefined, "load/unexpected-file"],
  ])("%s is refused", async (_, path, at, rule) => {
    const { code, text } = await check(fleetOnDisk({ [path]: "a: b\n" }));
    expect(code).toBe(2);
    expect(text).toContain(`${at ?? path}:1:1: error ${rule}: `);
  });

  test.each(["shenzhen.yaml~", "shenzhen.yaml.orig", "#shenzhen.yaml#", ".shenzhen.yaml.swp", ".zhuhai.yaml"])(
    "what looks like an editor's leftover (%s) is named, once, by a warning",
    async (name) => {
      const { code, text } = await check(fleetOnDisk({ [`sites/guangdong/${name}`]: zoneText }));
      expect(code).toBe(0);
      expect(text.match(/warning load\/leftover/g)).toHaveLength(1);
      expect(text).toContain(`sites/guangdong/${name} look like an editor's leftovers`);
    },
  );

  test("hidden files and documents are named, and are no warning", async () => {
    const fleet = fleetOnDisk({ "apps/.gitkeep": "", "sites/README.md": "# Ours\n" });
    const { code, text } = await check(fleet);
    expect(code).toBe(0);
    expect(text).toContain("load/not-read: apps/.gitkeep, sites/README.md are no files of the fleet");
    expect(text).toContain("no findings");
  });

  test("another Git repository in a folder is refused: a review does not see what is in it", async () => {
    const fleet = fleetOnDisk();
    execFileSync("git", ["init", "-q", join(fleet, "sites/guangdong")]);
    const { code, text } = await check(fleet);
    expect(code).toBe(2);
    expect(text).toContain("sites/guangdong/.git:1:1: error load/nested-repository");
  });
});

describe("A value that a reader would trip over is a fault of its place", () => {
  test.each([
    ["10,000 open brackets", `zone: ${"[".repeat(10_000)}\n`],
    [
      "10,000 nested lists",
      `zone: shenzhen\nparameters: { a: ${"[".repeat(10_000)}${"]".repeat(10_000)} }\nsites: []\n`,
    ],
    [
      "100 nested mappings",
      `zone: shenzhen\nparameters: { a: ${"{ a: ".repeat(100)}1${" }".repeat(100)} }\nsites: []\n`,
    ],
    ["10,000 lists in one line", `zone: shenzhen\nparameters:\n  a:\n    ${"- ".repeat(10_000)}a\nsites: []\n`],
  ])("%s", async (_, text) => {
    const outcome = await check(fleetOnDisk({ [ZONE]: text }));
    expect(outcome.code).toBe(2);
    expect(outcome.text).toMatch(/shenzhen\.yaml:\d+:\d+: error load\/(nesting|syntax)/);
    expect(outcome.text).not.toMatch(/call stack|fault of Flotilla/);
  });

  test("10,000 nested lists in an extra manifest", async () => {
    const fleet = fleetOnDisk({
      [ZONE]: zoneText.replace("    labels:", "    manifests: manifests/own\n    labels:"),
      "sites/manifests/own/a.yaml": `kind: A\nspec: ${"[".repeat(10_000)}${"]".repeat(10_000)}\n`,
    });
    const { code, text } = await check(fleet);
    expect(code).toBe(2);
    expect(text).toContain("sites/manifests/own/a.yaml:1:1: error load/nesting");
    expect(text).not.toContain("call stack");
  });

  test.each([
    ["NUL", '"a\\0b"', "U+0000"],
    ["ESC", '"a\\x1b[31mb"', "U+001B"],
    ["a bell in a key", '{ "a\\x07b": c }', "U+0007"],
  ])("%s", async (_, value, name) => {
    const { code, text } = await check(
      fleetOnDisk({ [ZONE]: zoneText.replace("storage: 200Gi", `storage: ${value}`) }),
    );
    expect(code).toBe(2);
    expect(text).toContain(`control character ${name}`);
  });

  test.each(["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"])(
    "the name %s is one like any other, or is refused",
    async (name) => {
      for (const [path, text] of [
        [ZONE, zoneText.replace("zone: shenzhen", `zone: ${name}`)],
        [ZONE, zoneText.replace("parameters: { storage: 200Gi }", `parameters: { ${name}: 1 }`)],
        [ZONE, zoneText.replace("labels: { customer: metro }", `labels: { ${name}: a }`)],
        [ZONE, zoneText.replace("    labels:", `    ${name}: a\n    labels:`)],
        [ZONE, zoneText.replace("edge-k3s@1.0.0", `${name}@1.0.0`)],
        [
          "apps/retail/checkout.yaml",
          (smallFleet()["apps/retail/checkout.yaml"] as string).replace("LOG_LEVEL: info", `${name}: a`),
        ],
        [
          "apps/retail/checkout.yaml",
          (smallFleet()["apps/retail/checkout.yaml"] as string).replace("  shenzhen:", `  ${name}:`),
        ],
        [
          "apps/retail/checkout.yaml",
          (smallFleet()["apps/retail/checkout.yaml"] as string).replace("tenant: retail", `tenant: ${name}`),
        ],
      ] as const) {
        const outcome = await check(fleetOnDisk({ [path]: text }));
        expect(outcome.text, text).not.toMatch(
          /unexpected:|fault of Flotilla|could not be evaluated|is not a function/,
        );
        if (name === "__proto__") expect(outcome.code, text).not.toBe(0);
      }
    },
  );

  test("a zone, a region, a site and an app may be called valueof, and not constructor", async () => {
    for (const [name, code] of [
      ["valueof", 0],
      ["constructor", 2],
    ] as const) {
      const app = smallFleet()["apps/retail/checkout.yaml"] as string;
      const fleet = fleetOnDisk({
        [ZONE]: zoneText.replace("zone: shenzhen", `zone: ${name}`).replaceAll("sz-nanshan-01", name),
        "apps/retail/checkout.yaml": app
          .replace("name: checkout", `name: ${name}`)
          .replace("  shenzhen:", `  ${name}:`),
        "sites/guangdong/region.yaml": (smallFleet()["sites/guangdong/region.yaml"] as string).replace(
          "name: guangdong",
          `name: ${name}`,
        ),
      });
      const outcome = await check(fleet);
      expect(outcome.code, name).toBe(code);
      expect(outcome.text.match(/another name than constructor/g) ?? []).toHaveLength(code === 0 ? 0 : 5);
    }
  });
});
