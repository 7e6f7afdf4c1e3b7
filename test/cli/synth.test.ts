import { spawnSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Inventory, inventoryPath } from "../../model/inventory.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { runCommandHere } from "./run.ts";

/** A folder with a written tree at `out`, and beside it a file that is none of Flotilla's business. */
async function written() {
  const folder = mkdtempSync(join(tmpdir(), "flotilla-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const fleet = fleetOnDisk();
  const out = join(folder, "out");
  const synth = async () => {
    const { code, stdout, stderr } = await runCommandHere(["synth", "--fleet", fleet, "--out", out]);
    return { code, out: stdout, stderr };
  };
  expect(await synth()).toMatchObject({ code: 0, stderr: "" });
  const outside = join(folder, "outside");
  mkdirSync(outside);
  writeFileSync(join(outside, "kept"), "mine\n");
  return { fleet, folder, out, outside, synth, region: join(out, "guangdong") };
}

/** Every path below a folder with what it holds; links are told, not followed. */
function snapshot(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .sort()
    .map((path) => {
      const stats = lstatSync(join(folder, path));
      return [path, stats.isFile() ? readFileSync(join(folder, path), "utf8") : stats.isDirectory() ? "/" : "@"];
    });
}

function editInventory(region: string, edit: (inventory: Inventory) => object): void {
  const path = join(region, inventoryPath);
  writeFileSync(path, JSON.stringify(edit(JSON.parse(readFileSync(path, "utf8")) as Inventory)));
}

function listAlso(region: string, path: string): void {
  const entry = JSON.parse(`{${JSON.stringify(path)}: {"id": "${"0".repeat(40)}", "construct": "panji"}}`);
  editInventory(region, (inventory) => ({ ...inventory, files: { ...inventory.files, ...entry } }));
}

// `synth` once removed whatever an inventory listed: ../../../etc/passwd, if somebody planted it.
describe("An inventory that lists anything but plain paths below its folder is damaged, and nothing is touched", () => {
  test.each([
    ["../../outside/kept", "has a segment `.` or `..`"],
    ["sites/../../../outside/kept", "has a segment `.` or `..`"],
    ["./../../outside/kept", "has a segment `.` or `..`"],
    ["sites/./kept", "has a segment `.` or `..`"],
    ["sites//kept", "has an empty segment"],
    ["sites/", "has an empty segment"],
    ["", "has an empty segment"],
    ["..\\..\\outside\\kept", "holds a character that Windows cannot store"],
    ["C:/outside/kept", "holds a character that Windows cannot store"],
    [".git/config", "has a segment that Git reserves"],
    ["hub/.GIT/hooks/pre-commit", "has a segment that Git reserves"],
    ["hub/\u0000", "holds a control or non-ASCII character"],
  ])("%j", async (path, fault) => {
    const { folder, synth, region } = await written();
    mkdirSync(join(region, ".git"));
    writeFileSync(join(region, ".git", "config"), "[core]\n");
    listAlso(region, path);
    const before = snapshot(folder);
    const { code, out, stderr } = await synth();
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(stderr).toContain(`${join(region, inventoryPath)} lists ${JSON.stringify(path)}, which ${fault}`);
    expect(stderr).toContain("next: ");
    expect(snapshot(folder)).toEqual(before);
  });

  test("an absolute path", async () => {
    const { folder, outside, synth, region } = await written();
    listAlso(region, join(outside, "kept"));
    const before = snapshot(folder);
    const { code, stderr } = await synth();
    expect(code).toBe(2);
    expect(stderr).toContain(`lists ${JSON.stringify(join(outside, "kept"))}, which is absolute`);
    expect(snapshot(folder)).toEqual(before);
  });
});

test("A listed path that no part of Flotilla's folders holds is left alone", async () => {
  const { synth, region } = await written();
  writeFileSync(join(region, "NOTES"), "mine\n");
  listAlso(region, "NOTES");
  expect((await synth()).code).toBe(0);
  expect(existsSync(join(region, "NOTES"))).toBe(true);
});

test("A listed file that is no more goes, and with it the folders that it leaves empty", async () => {
  const { synth, region } = await written();
  mkdirSync(join(region, "sites/old/site"), { recursive: true });
  writeFileSync(join(region, "sites/old/site/file.yaml"), "");
  listAlso(region, "sites/old/site/file.yaml");
  expect((await synth()).out).toContain("1 removed");
  expect(existsSync(join(region, "sites/old"))).toBe(false);
  expect(existsSync(join(region, "sites"))).toBe(true);
});

describe("An inventory that no run can have written is reported with what to do, and nothing is touched", () => {
  test.each([
    ["no JSON", () => "{", 2, "is not a JSON object"],
    ["a list", () => "[]", 2, "is not a JSON object"],
    ["nothing", () => "", 2, "is not a JSON object"],
    ["no files", (whole: Inventory) => ({ ...whole, files: undefined }), 2, "lacks parts"],
    [
      "files of another shape",
      (whole: Inventory) => ({ ...whole, files: { "hub/a": 1 } }),
      2,
      "values of a wrong type",
    ],
    ["another tool's", (whole: Inventory) => ({ ...whole, tool: "other" }), 11, 'was written by "other"'],
    ["a newer version's", (whole: Inventory) => ({ ...whole, version: 2 }), 11, "has format version 2"],
    [
      "another fleet's",
      (whole: Inventory) => ({ ...whole, fleet: "jinling" }),
      11,
      "belongs to fleet jinling, not panji",
    ],
    [
      "another region's",
      (whole: Inventory) => ({ ...whole, repository: "hainan" }),
      11,
      "belongs to repository hainan, not guangdong",
    ],
  ])("%s", async (_, edit, code, fault) => {
    const { folder, synth, region } = await written();
    const path = join(region, inventoryPath);
    const made = edit(JSON.parse(readFileSync(path, "utf8")) as Inventory);
    writeFileSync(path, typeof made === "string" ? made : JSON.stringify(made));
    const before = snapshot(folder);
    const outcome = await synth();
    expect(outcome).toMatchObject({ code, out: "" });
    expect(outcome.stderr).toContain(`${path} `);
    expect(outcome.stderr).toContain(fault);
    expect(outcome.stderr).toContain("next: ");
    expect(outcome.stderr).not.toContain("unexpected");
    expect(snapshot(folder)).toEqual(before);
  });
});

describe("A link in a place of Flotilla's is named and not followed, and nothing is touched anywhere", () => {
  const replaceByLink = (path: string, target: string) => {
    rmSync(path, { recursive: true, force: true });
    symlinkSync(target, path);
  };

  test.each([
    ["the folder of a repository", "guangdong"],
    ["a folder that files are written to", "guangdong/hub"],
    ["a folder deep inside", "guangdong/sites/shenzhen/sz-nanshan-01"],
    ["the folder of the inventory", "guangdong/.flotilla"],
    ["the inventory itself", "guangdong/.flotilla/inventory.json"],
    ["a file", "guangdong/README.md"],
    ["the place where files are gathered", "guangdong/.flotilla/writing.tmp"],
  ])("%s", async (_, path) => {
    const { fleet, folder, out, outside, synth } = await written();
    const zone = "sites/guangdong/shenzhen.yaml";
    writeFileSync(
      join(fleet, zone),
      (smallFleet()[zone] as string).replace("storage: 200Gi", "storage: 300Gi").replace("vlan: 112", "vlan: 113"),
    );
    replaceByLink(join(out, path), path.includes(".") && !path.endsWith(".flotilla") ? join(outside, "kept") : outside);
    const before = snapshot(folder);
    const { code, out: data, stderr } = await synth();
    expect({ code, data }).toEqual({ code: 11, data: "" });
    expect(stderr).toContain(`tree/in-the-way: ${join(out, path)} is a symbolic link, expected a f`);
    expect(snapshot(folder)).toEqual(before);
  });

  test("a folder that a stale file is listed in", async () => {
    const { folder, outside, synth, region } = await written();
    symlinkSync(outside, join(region, "sites/old"));
    listAlso(region, "sites/old/kept");
    const before = snapshot(folder);
    const { code, stderr } = await synth();
    expect(code).toBe(11);
    expect(stderr).toContain(`${join(region, "sites/old")} is a symbolic link, expected a folder`);
    expect(snapshot(folder)).toEqual(before);
  });

  test("a link to nowhere", async () => {
    const { synth, region } = await written();
    replaceByLink(join(region, "hub"), join(region, "nowhere"));
    expect((await synth()).code).toBe(11);
    expect(existsSync(join(region, "nowhere"))).toBe(false);
  });
});

test("The folder given with --out may itself be a link", async () => {
  const { folder, out, synth } = await written();
  renameSync(out, join(folder, "elsewhere"));
  symlinkSync(join(folder, "elsewhere"), out);
  expect(await synth()).toMatchObject({ code: 0, stderr: "" });
});

test("A folder where a file must be, and a file where a folder must be, are named", async () => {
  const { out, synth, region } = await written();
  rmSync(join(region, "README.md"));
  mkdirSync(join(region, "README.md"));
  rmSync(join(out, "centre/hub"), { recursive: true });
  writeFileSync(join(out, "centre/hub"), "");
  const { code, stderr } = await synth();
  expect(code).toBe(11);
  expect(stderr).toContain(`${join(region, "README.md")} is a folder, expected a file`);
  expect(stderr).toContain(`${join(out, "centre/hub")} is a file, expected a folder`);
});

test.skipIf(process.platform === "win32")(
  "A pipe in the place of a file is named, and nobody waits for it",
  async () => {
    const { synth, region } = await written();
    rmSync(join(region, "README.md"));
    expect(spawnSync("mkfifo", [join(region, "README.md")]).status).toBe(0);
    expect((await synth()).stderr).toContain("is neither a file nor a folder, expected a file");
  },
);

test("What a killed run was writing does not get in the way", async () => {
  const { synth, region } = await written();
  writeFileSync(join(region, ".flotilla/writing.tmp"), "half a fi");
  rmSync(join(region, "README.md"));
  expect(await synth()).toMatchObject({ code: 0, stderr: "" });
  expect(existsSync(join(region, "README.md"))).toBe(true);
  expect(existsSync(join(region, ".flotilla/writing.tmp"))).toBe(false);
});
