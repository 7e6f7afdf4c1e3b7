import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { commands } from "../../cli/commands.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { flotilla, runCommandHere } from "./run.ts";

describe("Calls that make no sense are refused with the next step", () => {
  test.each([
    [["chekc"], 2, "did you mean check?"],
    [["check", "--fromat", "json"], 2, "did you mean --format?"],
    [["check", "--format", "jsno"], 2, "did you mean json?"],
    [["check", "extra"], 2, "found argument extra"],
    [["synth"], 2, "expected --out DIR"],
    [["publish"], 2, "expected --to BASE"],
    [["publish", "--to", ""], 2, "found an empty --to"],
    [["explain"], 2, "expected SITE"],
    [["check", "--fleet", "/nowhere"], 2, ""],
  ])("%j", async (args, code, text) => {
    const outcome = await runCommandHere(args);
    expect(outcome.code).toBe(code);
    expect(outcome.stderr + outcome.stdout).toContain(text);
    expect(outcome.stderr).not.toMatch(/\n\s+at .*\.ts/);
  });
});

test("The process ends with the code of the command, whether it has a thread of its own or not", () => {
  expect(flotilla(["chekc"])).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("did you mean") });
  expect(flotilla(["check", "--fromat", "json"])).toMatchObject({ code: 2, stdout: "" });
});

test("Help tells every command and every option", async () => {
  const { code, stdout: out } = flotilla(["--help"]);
  expect(code).toBe(0);
  for (const command of commands) {
    expect(out).toContain(`  ${command.name}`);
    const own = (await runCommandHere([command.name, "--help"])).stdout;
    for (const option of command.options) expect(own).toContain(`--${option.name}`);
    for (const example of command.examples) expect(own).toContain(example);
  }
});

test("A reader that goes away ends the output quietly", () => {
  const program = resolve(import.meta.dirname, "../../cli/flotilla.mjs");
  const { stderr } = spawnSync(
    "sh",
    ["-c", `"${process.execPath}" "${program}" check --fleet . --format json | head -c 10`],
    {
      encoding: "utf8",
      cwd: fleetOnDisk(),
    },
  );
  expect(stderr).toBe("");
});

test("A run that is interrupted leaves with exit code 8 and without a word", async () => {
  const program = resolve(import.meta.dirname, "../../cli/flotilla.mjs");
  const out = mkdtempSync(join(tmpdir(), "flotilla-test-"));
  onTestFinished(() => rmSync(out, { recursive: true, force: true }));
  const child = spawn(process.execPath, [program, "synth", "--fleet", resolve(program, "../.."), "--out", out]);
  let stderr = "";
  child.stderr.on("data", (bytes: Buffer) => {
    stderr += bytes.toString();
  });
  child.stdout.once("data", () => child.kill("SIGINT"));
  const code = await new Promise((done) => child.once("close", done));
  expect({ code, stderr }).toEqual({ code: 8, stderr: "" });
});

test("init makes a fleet that every rule accepts", () => {
  const folder = mkdtempSync(join(tmpdir(), "flotilla-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const fleet = join(folder, "fleet");
  expect(flotilla(["init", fleet]).code).toBe(0);
  expect(flotilla(["check", "--fleet", fleet, "--strict"])).toMatchObject({ code: 0, stderr: "" });
  expect(flotilla(["init", fleet])).toMatchObject({ code: 2 });
});

// Comments in a column were pushed together by the first run, which looked like a change of every file.
test("What init wrote is formatted as fmt writes it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "flotilla-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const fleet = join(folder, "fleet");
  expect(await runCommandHere(["init", fleet])).toMatchObject({ code: 0 });
  expect(await runCommandHere(["fmt", "--check", "--fleet", fleet])).toMatchObject({ code: 0, stdout: "" });
});

test("explain tells where each value of a site comes from", () => {
  const fleet = fleetOnDisk();
  const { code, stdout: out } = flotilla(["explain", "sz-nanshan-01", "--fleet", fleet]);
  expect(code).toBe(0);
  expect(out).toContain("written in");
  expect(out).toMatch(/ntp\s+\["10\.44\.0\.1"\] {2}<- zone sites\/guangdong\/shenzhen\.yaml:3:\d+/);
  expect(out).toMatch(/storage\s+"200Gi" {2}<- site sites\/guangdong\/shenzhen\.yaml:11:\d+/);
  expect(out).toMatch(/logShipper\s+"vector" {2}<- default of edge-k3s@1\.0\.0/);
  expect(flotilla(["explain", "sz-nanshan-02", "--fleet", fleet])).toMatchObject({ code: 2 });
});

// Layers were shown as they would be without any parameters, and nothing was said of the one that is wrong.
test("explain tells what is wrong with a parameter, and no layers that depend on it", async () => {
  const zone = "sites/guangdong/shenzhen.yaml";
  const text = smallFleet()[zone] as string;
  for (const [wrong, fault] of [
    ["storage: 200", "build/parameter: parameter storage of profile edge-k3s@1.0.0: found 200, expected text"],
    ["storge: 200Gi", "build/unknown-parameter: unknown parameter storge"],
  ] as const) {
    const fleet = fleetOnDisk({ [zone]: text.replace("storage: 200Gi", wrong) });
    const outcome = await runCommandHere(["explain", "sz-nanshan-01", "--fleet", fleet]);
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain(`${zone}:11:`);
    expect(outcome.stderr).toContain(fault);
    expect(outcome.stdout.includes("50-tenants")).toBe(false);
    expect((await runCommandHere(["explain", "centre", "--fleet", fleet])).code).toBe(0);
  }
});

test("explain tells which layer and which inputs a file and a field come from", () => {
  const fleet = fleetOnDisk();
  const file = "30-cilium/ocirepository_flux-system_cilium.yaml";
  const { code, stdout: out } = flotilla(["explain", "sz-nanshan-01", `${file}:spec.url`, "--fleet", fleet]);
  expect(code).toBe(0);
  expect(out).toContain("layer 30-cilium of edge-k3s@1.0.0");
  expect(out).toContain('"oci://registry.panji.example/charts/cilium"');
});

describe("Reports carry the same findings in every format", () => {
  const fleet = () =>
    fleetOnDisk({
      "sites/guangdong/shenzhen.yaml": (smallFleet()["sites/guangdong/shenzhen.yaml"] as string).replace(
        "vip: 10.44.12.10",
        "vip: 10.99.0.1",
      ),
    });
  const report = (format: string) => runCommandHere(["check", "--fleet", fleet(), "--format", format]);

  test("JSON has a schema version, file, line and column", async () => {
    const { code, stdout: out } = await report("json");
    expect(code).toBe(5);
    const document = JSON.parse(out) as { schema: string; findings: Record<string, unknown>[] };
    expect(document.schema).toBe("flotilla.dev/check/v1");
    expect(document.findings[0]).toMatchObject({ severity: "error", file: "sites/guangdong/shenzhen.yaml", line: 9 });
  });

  test("SARIF is one run with rules, locations and fingerprints", async () => {
    const document = JSON.parse((await report("sarif")).stdout) as {
      version: string;
      runs: { results: { ruleId: string }[] }[];
    };
    expect(document.version).toBe("2.1.0");
    expect(document.runs).toHaveLength(1);
    expect(document.runs[0]?.results[0]?.ruleId).toMatch(/^FLT-NET-/);
  });

  test("JUnit fails the rule's case and passes the others", async () => {
    const { stdout: out } = await report("junit");
    expect(out).toMatch(/<testsuite name="flotilla check" tests="\d+" failures="[1-9]\d*" errors="0" skipped="\d+">/);
    expect(out).toMatch(/<testcase classname="flotilla" name="FLT-NET-\d{3}[^"]*">\n {4}<failure/);
  });

  test("Markdown starts with the verdict and stays under the limit of a comment", async () => {
    const { stdout: out } = await report("markdown");
    expect(out).toMatch(/^### Flotilla check: blocked\n/);
    expect(out.length).toBeLessThan(60_000);
  });
});

test("Violated rules give 5, faulty files give 2, a sound fleet gives 0", () => {
  expect(flotilla(["check", "--fleet", fleetOnDisk()])).toMatchObject({ code: 0, stderr: "" });
  expect(flotilla(["check", "--fleet", fleetOnDisk({ "sites/fleet.yaml": "name: [\n" })]).code).toBe(2);
});
