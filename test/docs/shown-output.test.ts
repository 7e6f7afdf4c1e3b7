import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fleetFolders } from "../../model/fleet-folders.ts";
import { makePrograms } from "../e2e/guide-fleet.ts";
import { shell } from "../e2e/shell.ts";
import { blocksOf, notSaid, stepsOf } from "./blocks.ts";
import { root } from "./pages.ts";

const readme = readFileSync(join(root, "README.md"), "utf8");
const steps = stepsOf(blocksOf(readme)).filter(({ shown, text }) => shown.length > 0 || text.includes("sed -i"));

/** The sample fleet, as it lies in a clone. */
const scratch = mkdtempSync(join(tmpdir(), "flotilla-readme-"));
const clone = join(scratch, "clone");
const programs = join(scratch, "bin");

beforeAll(() => {
  makePrograms(programs);
  mkdirSync(clone);
  for (const folder of fleetFolders) cpSync(join(root, folder), join(clone, folder), { recursive: true });
  const git = (...args: readonly string[]) => execFileSync("git", ["-C", clone, ...args]);
  git("init", "--quiet", "--initial-branch=main");
  git("add", ".");
  git("-c", "user.name=Reader", "-c", "user.email=reader@example.com", "commit", "--quiet", "--message=Start");
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe("What the README shows is what the program says of the sample fleet, one command after the other", () => {
  test.each(steps)("README.md:$line $text", { timeout: 120_000 }, async ({ info, text, shown }) => {
    const env = { PATH: [programs, process.env["PATH"]].join(delimiter) };
    const { code, stdout, stderr } = await shell(text, clone, env);
    expect({ info, stderr: stderr.includes("error") }).toEqual({
      info: code === 0 ? "" : `exit ${code}`,
      stderr: false,
    });
    expect(shown.map((each) => notSaid(each, stdout)).filter((each) => each !== undefined)).toEqual([]);
  });

  test("there are some", () => {
    expect(steps.flatMap(({ shown }) => shown).length).toBeGreaterThanOrEqual(3);
  });
});

test("The figures of the picture are those of the check", { timeout: 120_000 }, async () => {
  const env = { PATH: [programs, process.env["PATH"]].join(delimiter) };
  const { stdout } = await shell("git checkout --quiet . && npx --no-install flotilla check", clone, env);
  const [, sites, repositories, objects, rules] =
    /(\d+) sites .*, (\d+) repositories, ([\d,]+) objects, (\d+) rules/.exec(stdout) ?? [];
  const picture = readFileSync(join(root, "docs/flow.svg"), "utf8");
  const words = [`${sites} sites`, `${Number(repositories) - 1} regions`, `${repositories} repositories`];
  for (const part of words) expect(picture).toContain(part);
  // Rounded down, so that a rule more changes no picture.
  expect(Math.floor(Number(rules) / 100) * 100).toBe(100);
  expect(Math.floor(Number(objects?.replace(",", "")) / 1000) * 1000).toBe(16_000);
  const described = /<desc[^>]*>([\s\S]*?)<\/desc>/.exec(picture)?.[1] ?? "";
  expect(described).toContain(`${sites} sites`);
  expect(described).toContain("over 100 rules, over 16,000 objects");
});

test("The versions of the README are those of the page of systems", () => {
  const page = readFileSync(join(root, "docs/systems.md"), "utf8").split("\n");
  const [, head = "", row = ""] = /^(\| Flux \|.*)\n\|[-|]+\n(.*)$/m.exec(readme) ?? [];
  const cells = (line: string) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
  const named = cells(head).map((name, index) => [name, cells(row)[index] ?? ""] as const);
  expect(named.length).toBeGreaterThan(5);
  // What a row tells of more than one system.
  const rowOf: Readonly<Record<string, string>> = { K3s: "Kairos", Metal3: "Metal3, Ironic" };
  const wrong = named.filter(([name, version]) => {
    const found = page.find((line) => line.startsWith(`| ${rowOf[name] ?? name} |`)) ?? "";
    return name !== "Pulumi" && !new RegExp(`\\bv?${version.replace(".", "\\.")}\\.\\d`).test(found);
  });
  expect(wrong).toEqual([]);
});
