import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { starterFleet } from "../../cli/init/starter-fleet.ts";
import { flotilla } from "../cli/run.ts";
import { root } from "./pages.ts";

const guide = readFileSync(join(root, "docs/guide-import.md"), "utf8");
const blocks = (language: string) =>
  [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map(([, body = ""]) => body);
const calls = blocks("sh").flatMap((block) =>
  [...block.matchAll(/^npx (?:--no-install )?flotilla (.+)$/gm)].map(([, call = ""]) => call),
);

/** The fleet that `flotilla init` starts, with the guide's list of servers in it. */
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "flotilla-docs-"));
  for (const [path, text] of [...starterFleet("my-fleet"), ["servers.csv", blocks("csv").join("")] as const]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("The commands of the guide to imports work as they stand, in their order", () => {
  test("there are some, and the last checks what was imported", () => {
    expect(calls.length).toBeGreaterThan(2);
    expect(calls.at(-1)).toBe("check");
  });

  test.each(calls)("flotilla %s", (call) => {
    const { code, stdout, stderr } = flotilla(call.split(" "), { cwd: folder });
    expect({ code, stderr: stderr.includes("error") }).toEqual({ code: 0, stderr: false });
    expect(stdout).toMatch(call === "check" ? /no findings: 3 sites/ : /harbour/);
  });
});
