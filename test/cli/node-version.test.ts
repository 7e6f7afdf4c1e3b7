import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import nodes from "../../packaging/node/package.json" with { type: "json" };
import { root } from "../docs/pages.ts";
import { oldNode } from "./system-programs.ts";

interface Lock {
  readonly packages: Readonly<Record<string, { readonly engines?: { readonly node?: string } }>>;
}

type Version = readonly [major: number, minor: number, patch: number];

const promised: readonly Version[] = [
  [22, 18, 0],
  [22, 99, 0],
  [24, 0, 0],
  [24, 99, 0],
  [26, 0, 0],
];

// npm warned of @pulumi/pulumi on the Node 20 that package.json once allowed.
describe("Every dependency takes each Node that package.json allows", () => {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as Lock;

  test.each(promised)("%i.%i.%i", (...version) => {
    const refusing = Object.entries(lock.packages)
      .map(([name, { engines }]) => ({ name, range: engines?.node ?? "*" }))
      .filter(({ range }) => !isIn(version, range));
    expect(refusing).toEqual([]);
  });

  test.each([
    [20, 20, 2],
    [22, 17, 1],
    [23, 11, 0],
  ] as const)("and package.json does not allow %i.%i.%i", (...version) => {
    expect(isIn(version, manifest.engines.node)).toBe(false);
  });
});

test("All platforms that get a Node with the dependencies get the same version", () => {
  const versions = Object.entries(nodes.optionalDependencies).filter(([name]) => name.startsWith("node-"));
  expect(versions.length).toBeGreaterThan(1);
  expect(new Set(versions.map(([, version]) => version)).size).toBe(1);
});

const older = oldNode ?? "no node on PATH is too old for TypeScript";
test.skipIf(oldNode === undefined)(
  `A Node that is too old and finds no other says which one is needed: ${older}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), "flotilla-test-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    mkdirSync(join(folder, "cli"));
    for (const name of ["flotilla.mjs", "hand-over.mjs"]) cpSync(join(root, "cli", name), join(folder, "cli", name));
    const { status, stderr } = spawnSync(oldNode ?? "", [join(folder, "cli/flotilla.mjs"), "check"], {
      encoding: "utf8",
    });
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^flotilla: found Node \d+\.\d+\.\d+, expected 22\.18 or newer\n {2}next: install Node 24; /,
    );
  },
);

/** Whether a version is in a range of npm, as far as `engines` of packages use its grammar. */
function isIn(version: Version, range: string): boolean {
  return range.split("||").some((all) => {
    const parts = all.trim().match(/(?:>=|<|\^|~)?\s*[\d.x*]+/g) ?? [];
    return parts.every((part) => satisfies(version, part));
  });
}

function satisfies(version: Version, part: string): boolean {
  const [, operator = "", text = ""] = /^(>=|<|\^|~)?\s*(.+)$/.exec(part) ?? [];
  const given = text
    .split(".")
    .filter((each) => /^\d+$/.test(each))
    .map(Number);
  const [major = 0, minor = 0, patch = 0] = given;
  const order = version[0] - major || version[1] - minor || version[2] - patch;
  if (operator === ">=") return order >= 0;
  if (operator === "<") return order < 0;
  const fixed = operator === "^" ? 1 : operator === "~" ? 2 : given.length;
  return order >= 0 && version.slice(0, fixed).every((each, index) => each === given[index]);
}
