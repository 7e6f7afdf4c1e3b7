import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isHeld } from "./held-by.ts";
import { root } from "./pages.ts";

const page = readFileSync(join(root, "docs/traps.md"), "utf8");
const held = [...page.matchAll(/\| `(test\/[^`]+)`: (.+) \|$/gm)].map(([, file = "", title = ""]) => ({ file, title }));

test("Every trap of the page is held by a test of that title", () => {
  expect(held.length).toBeGreaterThan(50);
  const missing = held.filter(({ file, title }) => !isHeld(file, title));
  expect(missing).toEqual([]);
});
