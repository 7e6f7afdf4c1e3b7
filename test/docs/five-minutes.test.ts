import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { flotilla } from "../cli/run.ts";
import { root } from "./pages.ts";

/** Calls of the section "Five minutes", in their order; those of npm scripts as the script says. */
const calls = fiveMinutes();

/** One region of the sample fleet: enough to try every call, and quick. */
let folder: string;
beforeAll(() => {
  folder = join(mkdtempSync(join(tmpdir(), "flotilla-docs-")), "fleet");
  for (const path of ["sites/fleet.yaml", "sites/guangdong", "apps/retail/checkout.yaml"]) {
    cpSync(join(root, path), join(folder, path), { recursive: true });
  }
  const fleet = join(folder, "sites/fleet.yaml");
  writeFileSync(fleet, readFileSync(fleet, "utf8").replace("regions: 31", "regions: 1"));
  const git = (...args: readonly string[]) => execFileSync("git", ["-C", folder, ...args]);
  git("init", "--quiet", "--initial-branch=main");
  git("add", ".");
  git("-c", "user.name=Reader", "-c", "user.email=reader@example.com", "commit", "--quiet", "--message=Start");
});
afterAll(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

describe("The README's five minutes work as they stand, in their order", () => {
  test.each(calls)("flotilla %s", (call) => {
    const { code, stderr } = flotilla(call.split(" "), { cwd: folder });
    expect(stderr).not.toContain("error");
    expect(code).toBe(0);
  });

  test("the fleet that init made passes its check", () => {
    expect(calls).toContain("init ../my-fleet");
    const { code, stdout: out } = flotilla(["check", "--fleet", "../my-fleet"], { cwd: folder });
    expect(code).toBe(0);
    expect(out).toContain("no findings: 1 site, 2 repositories");
  });
});

function fiveMinutes(): readonly string[] {
  const text = readFileSync(join(root, "README.md"), "utf8");
  const section = /^## Five minutes\n([\s\S]*?)^## /m.exec(text)?.[1] ?? "";
  const start = /&& npm start\b/.test(section) ? [manifest.scripts.start.replace(/^node cli\/flotilla\.mjs /, "")] : [];
  const own = [...section.matchAll(/npx (?:--no-install )?flotilla ([^`#\n]+)/g)].map(([, call = ""]) => call.trim());
  return [...start, ...own];
}
