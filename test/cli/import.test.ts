import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { main } from "../../cli/main.ts";
import { systemTerminal } from "../../cli/terminal.ts";
import { clusterInstanceText, serverListText, siteConfigText, sylvaText } from "../compiler/import/inputs.ts";
import { fleetOnDisk } from "../fleet-on-disk.ts";
import { folderWith } from "../folder-with.ts";
import { runCommandHere } from "./run.ts";

const zone = ["--zone", "harbour", "--region", "guangdong", "--profile", "edge-k3s@1.0.0"];

/** Runs the import in the folder, as a person there does. */
async function importIn(cwd: string, ...args: readonly string[]) {
  const said = { stdout: "", stderr: "" };
  const code = await main(["import", ...args], {
    ...systemTerminal(),
    cwd,
    stdout: (text) => {
      said.stdout += text;
    },
    stderr: (text) => {
      said.stderr += text;
    },
    colour: false,
  });
  return { code, ...said };
}

const inputs = {
  "a.yaml": siteConfigText,
  "b.yaml": clusterInstanceText,
  "c.yaml": sylvaText,
  "d.csv": serverListText,
};

test("Files of every format become one zone file on stdout, and the report is on stderr", async () => {
  const folder = folderWith(inputs);
  const { code, stdout, stderr } = await importIn(folder, ...Object.keys(inputs), ...zone);
  expect(code).toBe(0);
  expect([...stdout.matchAll(/^ {2}- name: (.*)$/gm)].map(([, name]) => name)).toEqual([
    "gd-harbour-01",
    "gd-quay-01",
    "gd-pier-01",
    "gd-mole-01",
  ]);
  expect(stdout.startsWith("zone: harbour\n")).toBe(true);
  expect(stderr).toMatch(
    /^sites\/guangdong\/harbour\.yaml: 4 sites, 6 hosts\n215 values: 143 carried, 72 left out; 5 places/,
  );
  expect(stderr).toContain("a.yaml:7:26  spec.pullSecretRef.name");
  expect(stderr).toContain("sites[0].hosts[0].name (as gd-harbour-01-a)");
});

test("With --out it is written into the fleet, and what it says passes the fleet's check", async () => {
  const fleet = fleetOnDisk({
    "harbour.yaml": siteConfigText.replaceAll("10.44.12.", "10.44.18.").replaceAll("02:44:0C", "02:44:1C"),
  });
  const imported = await importIn(fleet, "harbour.yaml", ...zone, "--out", ".");
  expect(imported).toMatchObject({ code: 0, stderr: "" });
  expect(imported.stdout).toContain("0 places to be completed");
  const file = join(fleet, "sites/guangdong/harbour.yaml");
  expect(readFileSync(file, "utf8")).toContain("- name: gd-harbour-01");
  expect(await runCommandHere(["fmt", "--check", "--fleet", fleet, file])).toMatchObject({ code: 0, stdout: "" });
  const checked = await runCommandHere(["check", "--fleet", fleet]);
  expect(checked.stdout).not.toMatch(/ load\//);
  expect(checked.stdout).toContain("2 sites");
});

test("A file that is there is not written over, nor one that a link leads to", async () => {
  const folder = folderWith({ ...inputs, "sites/guangdong/harbour.yaml": "mine\n" });
  const refused = await importIn(folder, "a.yaml", ...zone, "--out", ".");
  expect(refused).toMatchObject({ code: 2, stdout: "" });
  expect(refused.stderr).toMatch(/found sites\/guangdong\/harbour\.yaml, expected no such file.*\n {2}next: /);
  expect(readFileSync(join(folder, "sites/guangdong/harbour.yaml"), "utf8")).toBe("mine\n");
  symlinkSync(join(folder, "elsewhere.yaml"), join(folder, "sites/guangdong/quay.yaml"));
  const linked = await importIn(folder, "a.yaml", "--zone", "quay", "--region", "guangdong", "--out", ".");
  expect(linked.code).toBe(2);
  expect(existsSync(join(folder, "elsewhere.yaml"))).toBe(false);
});

test("As JSON the report has the version of its schema, every value, and the text unless it was written", async () => {
  const folder = folderWith(inputs);
  const { code, stdout, stderr } = await importIn(folder, "c.yaml", ...zone, "--format", "json");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({
    schema: "flotilla.dev/import/v1",
    zone: { path: "sites/guangdong/harbour.yaml", text: expect.stringContaining("zone: harbour") },
    toBeCompleted: expect.arrayContaining([expect.objectContaining({ line: expect.any(Number), code: "load/value" })]),
    defaults: expect.arrayContaining([expect.objectContaining({ to: "sites[0].state", value: "planned" })]),
  });
  expect(report.carried.length + report.leftOut.length).toBe(62);
  const written = await importIn(folder, "c.yaml", ...zone, "--format", "json", "--out", "fleet");
  expect(JSON.parse(written.stdout).zone).toEqual({
    path: "sites/guangdong/harbour.yaml",
    written: join("fleet", "sites/guangdong/harbour.yaml"),
  });
});

test("All files that cannot be read are told at once, and nothing is written", async () => {
  const folder = folderWith({ ...inputs, "e.yaml": "kind: ConfigMap\n", "f.yaml": new Uint8Array([0x61, 0xe9]) });
  const { code, stdout, stderr } = await importIn(
    folder,
    "a.yaml",
    "e.yaml",
    "f.yaml",
    "g.yaml",
    ...zone,
    "--out",
    ".",
  );
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain("e.yaml:1:1: error import/unknown-format: found ConfigMap");
  expect(stderr).toContain("f.yaml:1:2: error load/encoding");
  expect(stderr).toContain("g.yaml: error import/unreadable: found nothing");
  expect(existsSync(join(folder, "sites"))).toBe(false);
});

// The first ran until it was killed, the others were told as a fault of Flotilla.
test.each([
  ["a pipe that nobody writes to", undefined, "import/unreadable: found a pipe or a device"],
  ["a mapping that holds itself", "a: &a\n  b: *a\nkind: ClusterInstance\nspec: *a\n", "load/nesting"],
  ["lists 20,000 levels deep", "[".repeat(20_000), "load/nesting"],
])("A file that is %s is refused", async (_, text, told) => {
  const folder = folderWith(text === undefined ? {} : { "a.yaml": text });
  if (text === undefined) expect(spawnSync("mkfifo", [join(folder, "a.yaml")]).status).toBe(0);
  const { code, stderr } = await importIn(folder, "a.yaml", ...zone);
  expect(code).toBe(2);
  expect(stderr).toContain(told);
});

test("Names of zone, region and profile are checked before a path is made of them", async () => {
  const folder = folderWith(inputs);
  for (const [option, value] of [
    ["--zone", "../x"],
    ["--region", "Guangdong"],
    ["--profile", "edge-k3s"],
  ] as const) {
    const { code, stderr } = await importIn(folder, "a.yaml", "--zone", "z", "--region", "r", option, value);
    expect({ option, code }).toEqual({ option, code: 2 });
    expect(stderr).toContain(`found ${option} ${value}, expected`);
  }
});

test("Files without a site are told, with what became of their values", async () => {
  const folder = folderWith({
    "secrets.yaml": "cluster: { baremetal_hosts: { a: { credentials: { password: hunter2 } } } }\n",
  });
  const { code, stdout, stderr } = await importIn(folder, "secrets.yaml", ...zone);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain("1 value: 0 carried, 1 left out");
  expect(stderr).toContain("found no site in the files");
  expect(stderr).not.toContain("hunter2");
});

test("A zone of a region that has no file yet is written, and the missing file is named", async () => {
  const { code, stderr } = await importIn(folderWith({ "d.csv": serverListText }), "d.csv", ...zone, "--out", ".");
  expect(code).toBe(0);
  expect(stderr).toContain("next: write sites/guangdong/region.yaml");
  const fleet = fleetOnDisk({ "d.csv": serverListText });
  expect((await importIn(fleet, "d.csv", ...zone, "--out", ".")).stderr).not.toContain("region.yaml");
});

test("A list with headers that nobody knows is told all columns that are read", async () => {
  const { code, stderr } = await importIn(folderWith({ "d.csv": "colour,size\nred,3\n" }), "d.csv", ...zone);
  expect(code).toBe(2);
  expect(stderr).toContain(
    "two at least of site, name, machineid, serial, arch, role, ip, ipv6, netmask, subnet, gateway",
  );
});
