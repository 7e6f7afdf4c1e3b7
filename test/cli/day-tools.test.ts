import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { formatYaml } from "../../cli/format/format-yaml.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { runCommandHere } from "./run.ts";

describe("flotilla fmt", () => {
  test("indents by two, keeps comments, order and styles, and does nothing the second time", () => {
    const ugly = `# head

zone:   shenzhen # city


sites:
- name: "a"    # first
  labels: {customer: metro}
  list: [ a,b ]
  # before the text
  text: |
    two
      lines
`;
    const { text } = formatYaml(ugly) as { readonly text: string };
    expect(text).toBe(`# head

zone: shenzhen # city

sites:
  - name: "a" # first
    labels: { customer: metro }
    list: [a, b]
    # before the text
    text: |
      two
        lines
`);
    expect(formatYaml(text)).toEqual({ text });
  });

  test("writes what differs, and with --check only tells it", async () => {
    const zone = smallFleet()["sites/guangdong/shenzhen.yaml"] as string;
    const fleet = fleetOnDisk({ "sites/guangdong/shenzhen.yaml": zone.replace("zone: shenzhen", "zone:   shenzhen") });
    const path = join(fleet, "sites/guangdong/shenzhen.yaml");
    expect(await runCommandHere(["fmt", "--fleet", fleet, "--check"])).toMatchObject({
      code: 7,
      stdout: "sites/guangdong/shenzhen.yaml\n",
    });
    expect(readFileSync(path, "utf8")).toContain("zone:   shenzhen");
    expect(await runCommandHere(["fmt", "--fleet", fleet])).toMatchObject({ code: 0 });
    expect(readFileSync(path, "utf8")).toBe(zone);
    expect(await runCommandHere(["fmt", "--fleet", fleet, "--check"])).toMatchObject({ code: 0, stdout: "" });
  });

  test("keeps the ends of lines of a checkout on Windows", () => {
    const windows = (text: string) => text.replaceAll("\n", "\r\n");
    const zone = smallFleet()["sites/guangdong/shenzhen.yaml"] as string;
    expect(formatYaml(windows(zone))).toEqual({ text: windows(zone) });
    expect(formatYaml(windows("a:   1\n# why\nb: [ 2 ]\n"))).toEqual({ text: windows("a: 1\n# why\nb: [2]\n") });
  });

  test("leaves a faulty file alone and tells it", async () => {
    const fleet = fleetOnDisk({ "sites/fleet.yaml": "name: [\n" });
    const { code, stderr } = await runCommandHere(["fmt", "--fleet", fleet]);
    expect({ code, told: stderr.startsWith("sites/fleet.yaml: left as it is") }).toEqual({ code: 2, told: true });
    expect(readFileSync(join(fleet, "sites/fleet.yaml"), "utf8")).toBe("name: [\n");
  });
});

describe("flotilla list", () => {
  const zone = smallFleet()["sites/guangdong/shenzhen.yaml"] as string;
  const second = zone
    .slice(zone.indexOf("  - name:"))
    .replaceAll("sz-nanshan-01", "sz-luohu-01")
    .replace("state: active", "state: planned\n    ring: late")
    .replace("customer: metro", "customer: mall")
    .replaceAll("10.44.12.", "10.44.13.")
    .replace("vlan: 112", "vlan: 113")
    .replace("b2c04f4e3332", "b2c04f4e3333");
  const names = async (...args: readonly string[]) => {
    const fleet = fleetOnDisk({ "sites/guangdong/shenzhen.yaml": zone + second });
    const { stdout, stderr } = await runCommandHere(["list", ...args, "--fleet", fleet, "--format", "json"]);
    if (stderr !== "") return stderr;
    const { sites, apps } = JSON.parse(stdout) as Record<string, readonly Record<string, unknown>[]>;
    return sites?.map(({ name }) => name) ?? apps?.map(({ app, sites: count }) => `${app} ${count}`);
  };

  test.each([
    [["sites"], ["sz-luohu-01", "sz-nanshan-01"]],
    [["sites", "--state", "planned"], ["sz-luohu-01"]],
    [["sites", "--ring", "early"], ["sz-nanshan-01"]],
    [["sites", "--label", "customer=mall"], ["sz-luohu-01"]],
    [
      ["sites", "--label", "customer", "--zone", "shenzhen"],
      ["sz-luohu-01", "sz-nanshan-01"],
    ],
    [["apps"], ["retail/checkout 1"]],
    [["apps", "--state", "planned"], ["retail/checkout 0"]],
  ])("%j", async (args, expected) => {
    expect(((await names(...args)) as readonly string[]).toSorted()).toEqual(expected);
  });

  test.each([
    ["--state", "actve", "did you mean active?"],
    ["--zone", "shenzen", "did you mean shenzhen?"],
    ["--label", "custmer=metro", "did you mean customer?"],
  ])("a value that is not there is told with the nearest: %s %s", async (option, value, text) => {
    expect(await names("sites", option, value)).toContain(text);
  });
});

describe("Completion", () => {
  test.each([
    ["flotilla ch", ["check"]],
    ["flotilla check --fo", ["--format"]],
    ["flotilla check --format s", ["sarif"]],
    ["flotilla explain sz-", ["sz-nanshan-01"]],
    ["flotilla explain retail/", ["retail/checkout"]],
    ["flotilla check --region ", ["centre", "guangdong"]],
    ["flotilla list sites --profile edge-k3s@", ["edge-k3s@1.0.0"]],
    ["flotilla list sites --state pl", ["planned"]],
    ["flotilla rollback g", ["guangdong"]],
    ["flotilla list is", ["isolation"]],
    ["flotilla synth --out ", []],
  ])("of %j", async (line, expected) => {
    const { stdout } = await runCommandHere(["completion", "words", line], { cwd: fleetOnDisk() });
    expect(stdout.split("\n").filter(Boolean)).toEqual(expected);
  });

  test("of what can be listed has each listing that there is", async () => {
    const cwd = fleetOnDisk();
    const { stdout } = await runCommandHere(["completion", "words", "flotilla list "], { cwd });
    const { stderr } = await runCommandHere(["list", "nothing"], { cwd });
    const [, names = ""] = /expected one of (.*)$/m.exec(stderr) ?? [];
    expect(stdout.split("\n").filter(Boolean).sort()).toEqual(names.split(", ").sort());
  });

  test("a real bash completes a site, and a profile behind the @ that parts words for it", () => {
    const folder = mkdtempSync(join(tmpdir(), "flotilla-test-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    mkdirSync(join(folder, "bin"));
    const program = resolve(import.meta.dirname, "../../cli/flotilla.mjs");
    writeFileSync(join(folder, "bin/flotilla"), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`);
    chmodSync(join(folder, "bin/flotilla"), 0o755);
    const script = `eval "$(flotilla completion bash)"
complete -p flotilla
try() { COMP_LINE="$1"; COMP_POINT=\${#1}; COMP_WORDS=(flotilla); _flotilla; echo "\${COMPREPLY[*]}"; }
try "flotilla explain sz-n"
try "flotilla list sites --profile edge-k3s@1"
`;
    const { stdout, stderr } = spawnSync("bash", ["--norc", "-c", script], {
      encoding: "utf8",
      cwd: fleetOnDisk(),
      env: { ...process.env, PATH: `${join(folder, "bin")}:${process.env["PATH"]}` },
    });
    expect({ stdout, stderr }).toEqual({
      stdout: "complete -o default -F _flotilla flotilla\nsz-nanshan-01\n1.0.0\n",
      stderr: "",
    });
  });
});
