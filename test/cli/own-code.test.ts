import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { loadCode } from "../../pipeline/own-code.ts";
import { shippedProfiles } from "../../pipeline/profile-module.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { tipFiles } from "../git/fixture.ts";
import { flotilla, type Outcome, runCommandHere } from "./run.ts";

const zone = "sites/guangdong/shenzhen.yaml";
const zoneText = smallFleet()[zone] as string;
const { name: flotillaPackage } = manifest;

const config = (...lines: readonly string[]) =>
  `import { defineFleet } from "${flotillaPackage}";\n${lines.join("\n")}\n`;

/** A fleet with code of its own. */
function fleetWith(files: Readonly<Record<string, string>>, edits: Record<string, string> = {}): string {
  const root = fleetOnDisk(edits);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const check = (root: string): Promise<Outcome> => runCommandHere(["check", "--fleet", root]);

const own = (name: string, version: string) => `import { edgeK3s } from "${flotillaPackage}/profiles/edge-k3s/1.0.0";
export const own = { ...edgeK3s, name: "${name}", version: "${version}" };
`;
const withProfile = {
  "flotilla.config.ts": config(
    'import { own } from "./profiles/edge-own/1.0.0.ts";',
    "export default defineFleet({ profiles: { sites: [own] } });",
  ),
  "profiles/edge-own/1.0.0.ts": own("edge-own", "1.0.0"),
};

test("A draft may be pinned by sites that are planned or shipped; its release lets live ones pin it", async () => {
  const live = zoneText.replace("edge-k3s@1.0.0", "edge-own@1.0.0");
  const root = fleetWith(withProfile, { [zone]: live.replace("state: active", "state: shipped") });
  expect(await check(root)).toMatchObject({ code: 0 });
  writeFileSync(join(root, zone), live);
  expect(await check(root)).toMatchObject({
    code: 5,
    stdout: expect.stringMatching(/shenzhen\.yaml:7:14: error FLT-PRF-002: profile edge-own@1\.0\.0 is a draft/),
  });
  expect(await runCommandHere(["profile", "lock", "edge-own@1.0.0", "--fleet", root])).toMatchObject({ code: 0 });
  expect(await check(root)).toMatchObject({ code: 0 });
});

test("A profile that changed after its release is told by the fleet's own lock, and can be released no more", () => {
  const root = fleetWith({ ...withProfile, "profiles/lock.json": '{ "edge-own@1.0.0": "a1b2c3" }\n' });
  const checked = flotilla(["check", "--fleet", root]);
  expect(checked.stdout).toContain("profile edge-own@1.0.0 was changed after its release");
  expect(flotilla(["profile", "lock", "edge-own@1.0.0", "--fleet", root])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("edge-own@1.0.0 was changed after its release, expected a new version"),
  });
});

// They were hashed again for the rules, so what was checked could be another text than what ran.
test("The fingerprint of an own profile is that of the file when its code was loaded", async () => {
  const root = fleetWith(withProfile);
  const code = await loadCode({ root, profiles: shippedProfiles });
  const before = code.fingerprints().profileHashes.get("edge-own@1.0.0");
  writeFileSync(join(root, "profiles/edge-own/1.0.0.ts"), own("edge-own", "1.0.1"));
  expect(before).toMatch(/^[0-9a-f]{64}$/);
  expect(code.fingerprints().profileHashes.get("edge-own@1.0.0")).toBe(before);
});

test("A profile that lies elsewhere has no fingerprint and is refused", async () => {
  const { "flotilla.config.ts": text, "profiles/edge-own/1.0.0.ts": profile } = withProfile;
  const root = fleetWith({ "flotilla.config.ts": text.replace("edge-own/1.0.0", "mine"), "profiles/mine.ts": profile });
  expect(await check(root)).toMatchObject({
    code: 2,
    stdout: expect.stringContaining("expected the profile in profiles/edge-own/1.0.0.ts"),
  });
});

test("A new version copies the newest one and is a draft; one without a beginning asks for it", async () => {
  const root = fleetWith({ ...withProfile, "profiles/lock.json": "{}" });
  const profile = (...args: readonly string[]) => runCommandHere(["profile", ...args, "--fleet", root]);
  expect(await profile("new", "edge-own@1.1.0")).toMatchObject({ code: 0 });
  expect(existsSync(join(root, "profiles/edge-own/1.1.0.ts"))).toBe(true);
  expect(await profile("new", "edge-own@1.1.0")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("is there already"),
  });
  expect(await profile("new", "other@1.0.0")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("expected --from NAME@VERSION"),
  });
  expect(await profile("new", "other@1.0.0", "--from", "edge-metal@1.0.0")).toMatchObject({ code: 0 });
  expect((await profile("diff", "edge-k3s@1.0.0", "edge-metal@1.0.0")).stdout).toMatch(
    /^kubernetes\n {2}- distribution {2}"k3s"/,
  );
});

const fleetSpec = `{
  name: "panji", hierarchy: { regions: 1, maxSitesPerRegion: 10 }, repositories: "https://git.panji.example/fleet",
  registries: ["registry.panji.example"], centre: { profile: "centre@1.0.0", endpoint: "https://centre.panji.example:6443" },
}`;

test("A fleet written in TypeScript needs no sites/", async () => {
  const root = fleetWith({
    "fleet.ts": `import { defineFleetProgram } from "${flotillaPackage}";
import { Fleet } from "${flotillaPackage}/constructs";
import { fleetSchema } from "${flotillaPackage}/model";
export default defineFleetProgram(({ catalogue }) => new Fleet(fleetSchema.parse(${fleetSpec}), { catalogue }));
`,
  });
  for (const folder of ["sites", "apps"]) rmSync(join(root, folder), { recursive: true });
  expect((await check(root)).stdout).toContain("found 0 regions, expected 1 as hierarchy.regions says");
  expect(await runCommandHere(["list", "sites", "--fleet", root])).toMatchObject({ code: 0 });
});

test("A program may add to the fleet of the files, in every thread", async () => {
  const added = zoneText.replaceAll("nanshan-01", "futian-01").replace("4e3332", "4e3333").replace("00:01", "00:02");
  const elsewhere = added.replaceAll("10.44.12.", "10.44.13.").replace("Systems/1", "Systems/2").replace("112", "113");
  const root = fleetWith({
    "futian.json": JSON.stringify(load(elsewhere)),
    "fleet.ts": `import { defineFleetProgram } from "${flotillaPackage}";
import { Site, Zone } from "${flotillaPackage}/constructs";
import { zoneSchema } from "${flotillaPackage}/model";
import futian from "./futian.json" with { type: "json" };
export default defineFleetProgram(({ fromFiles }) => {
  const { sites, ...own } = zoneSchema.parse({ ...futian, zone: "futian" });
  const region = fromFiles.regions.find(({ name }) => name === "guangdong");
  const zone = new Zone(region, own);
  for (const site of sites) new Site(zone, site);
  return fromFiles;
});
`,
  });
  const { code, stdout, stderr } = flotilla(["publish", "--fleet", root, "--to", join(root, "out")], {
    env: { FLOTILLA_THREADS: "1" },
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain("guangdong: ");
  expect(tipFiles(join(root, "out/guangdong.git")).some((path) => path.startsWith("sites/futian/sz-futian-01/"))).toBe(
    true,
  );
});

test("What a program does wrong is told by file and line, without a stack", () => {
  const root = fleetWith({ "fleet.ts": `const zones = undefined;\nexport default () => zones.length;\n` });
  const { code, stdout } = flotilla(["check", "--fleet", root]);
  expect(code).toBe(2);
  expect(stdout).toMatch(
    /fleet\.ts:2:\d+: error config\/failed: fleet\.ts could not be run: Cannot read properties of undefined/,
  );
  expect(stdout).not.toMatch(/^\s+at .*\(/m);
});

test("What cannot be read as TypeScript is told by its line", () => {
  const root = fleetWith({ "flotilla.config.ts": config("export default defineFleet({", "  profiles: [[,", "});") });
  const { code, stdout } = flotilla(["check", "--fleet", root]);
  expect(code).toBe(2);
  expect(stdout).toMatch(/flotilla\.config\.ts:\d+:1: error config\/failed/);
});

test("Outside of a fleet a command says how to name one or start one", async () => {
  const root = fleetOnDisk();
  rmSync(join(root, "sites"), { recursive: true });
  expect((await check(root)).stdout).toContain(
    "next: name the folder of a fleet with --fleet, or start one with flotilla init DIR",
  );
});
