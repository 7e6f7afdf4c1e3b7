import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isHeld } from "./held-by.ts";
import { root } from "./pages.ts";

const page = readFileSync(join(root, "docs/promises.md"), "utf8");
const rows = page.split("\n").filter((line) => /^\| [A-Z`0-9]/.test(line));

test("Every promise of the page is held by a test of that title", () => {
  expect(rows.length).toBeGreaterThan(40);
  const broken = rows.filter((row) => {
    const [, file = "", title = ""] = /\| `(test\/[^`]+)`: (.+) \|$/.exec(row) ?? [];
    return !isHeld(file, title);
  });
  expect(broken).toEqual([]);
});
