import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { visibleText } from "../../model/visible-text.ts";
import { runCommandHere } from "../cli/run.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { commitFirst } from "../git/fixture.ts";

const ZONE = "sites/guangdong/shenzhen.yaml";
const zoneText = smallFleet()[ZONE] as string;

/** What must stand raw in no output: escapes of terminals, controls of both sets, marks that turn the writing. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const RAW = /[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|^\s*(::|##\[|##vso\[)/imu;

/** Names and values of an attacker, as a YAML file writes them. */
const HOSTILE = [
  ["an escape of terminals in a value", zoneText.replace("active", '"a\\e[2J\\e]0;x\\a"')],
  ["a marker that turns the writing", zoneText.replace("state: active", 'state: "\\u202eevitca\\u2066"')],
  ["a raw marker that turns the writing", zoneText.replace("state: active", "state: \u202eevitca\u2066")],
  ["a workflow command in a value", zoneText.replace("active", '"a\\n::error::owned\\n##vso[task.x]"')],
  ["a workflow command in a key", zoneText.replace("    labels:", '    "\\n::warning file=a::x": a\n    labels:')],
  ["a control of the second set", zoneText.replace("active", '"\\x9b31m"')],
  ["a line separator", zoneText.replace("state: active", 'state: "a\\u2028::error::x"')],
  ["text that is no YAML", `${zoneText}\n\u202e: [\n`],
] as const;

describe("Nothing from a file reaches a terminal, a log or a comment as a command", () => {
  describe.each(["text", "json", "sarif", "junit", "markdown"])("check --format %s", (format) => {
    test.each(HOSTILE)("%s", async (_, text) => {
      const { code, stdout, stderr } = await runCommandHere([
        "check",
        "--format",
        format,
        "--fleet",
        fleetOnDisk({ [ZONE]: text }),
      ]);
      expect(code).toBe(2);
      expect(stdout + stderr).not.toMatch(RAW);
      if (format === "json" || format === "sarif") expect(() => JSON.parse(stdout)).not.toThrow();
    });
  });

  test.each(["a\x1b[31mb.yaml", "\u202elmay.a.yaml", "a\n::error::x.yaml", "\x9b.json"])(
    "the name of a file: %j",
    async (name) => {
      const fleet = fleetOnDisk({ [`sites/guangdong/${name}`]: "a: b\n" });
      for (const format of ["text", "json", "sarif", "junit", "markdown"]) {
        const { code, stdout, stderr } = await runCommandHere(["check", "--format", format, "--fleet", fleet]);
        expect(code).toBe(2);
        expect(stdout + stderr, format).not.toMatch(RAW);
      }
    },
  );

  test.each(["text", "json", "markdown"])("diff --format %s of an app's configuration", async (format) => {
    const fleet = fleetOnDisk();
    commitFirst(fleet);
    const path = "apps/retail/checkout.yaml";
    const text = smallFleet()[path] as string;
    writeFileSync(join(fleet, path), text.replace("LOG_LEVEL: debug", 'LOG_LEVEL: "\u202edebug\\n::error::x\\u2066"'));
    const { code, stdout } = await runCommandHere(["diff", "--fleet", fleet, "--base", "HEAD", "--format", format]);
    expect(code).toBe(0);
    expect(stdout).toContain("u202e");
    expect(stdout).not.toMatch(RAW);
  });

  test.each([
    ["check", "--fleet", "/nope\x1b[31m"],
    ["che\x1bck"],
    ["check", "--\u202e"],
    ["explain", "a\n::error::x", "--fleet", "/nope"],
  ])("a word of the command line: %j %j %j", async (...args) => {
    const { code, stdout, stderr } = await runCommandHere(args.filter((each) => each !== undefined));
    expect(code).not.toBe(0);
    expect(stdout + stderr).not.toMatch(RAW);
  });
});

test("The program's own colours are let through where it may colour, and no other escape", () => {
  expect(visibleText("\x1b[31merror\x1b[39m \x1b[8mhidden", true)).toBe("\x1b[31merror\x1b[39m \\u001b[8mhidden");
  expect(visibleText("\x1b[31merror")).toBe("\\u001b[31merror");
});
