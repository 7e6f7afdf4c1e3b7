import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { attack } from "../../docs/generator/attack.ts";
import { attacks } from "../../docs/generator/attacks.ts";
import { faultsMarkdown, strayReferences } from "../../docs/generator/faults-markdown.ts";
import { root } from "./pages.ts";

const page = readFileSync(join(root, "docs/faults.md"), "utf8");

test("Every attack that was tried is held by tests of files that are there, or says what is left open", () => {
  expect(attacks.length).toBeGreaterThan(40);
  expect(attacks.filter(({ heldBy, limit }) => heldBy.length === 0 && limit === undefined)).toEqual([]);
  const files = attacks.flatMap(({ heldBy }) => heldBy.map(({ file }) => file));
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

test("The page has every file of faults and every attack; npm run check compares each title with what vitest finds", () => {
  const files = globSync("test/faults/*.test.ts", { cwd: root });
  expect(files.filter((file) => !page.includes(`\`npx vitest run ${file.replaceAll("\\", "/")}\``))).toEqual([]);
  expect(page.match(/^\| .* \| .* \| `test\//gm)).toHaveLength(attacks.length);
});

const known = { file: "test/faults/a.test.ts", promise: "Nothing gets in", titles: ["by a door", "by a window"] };

test("A reference to a test that is not there is told", () => {
  const rows = ["Nothing gets in", "by a door", "by a chimney"].map((title) => attack("A", "b", "c", [["a", title]]));
  expect(strayReferences(rows, [known])).toEqual(["test/faults/a.test.ts: by a chimney"]);
});

test("What a title holds cannot leave its cell", () => {
  const titles = ["a | b", "c\nd", "\x1b[31m", "<b>", "`e`"];
  const text = faultsMarkdown([], [{ ...known, titles }], [{ what: "x | y", figure: "1" }]);
  expect(text).toContain("| Nothing gets in | a \\| b; c d; \\\\u001b\\[31m; and 2 more | 5 |\n");
  expect(text).toContain("| x \\| y | 1 |\n");
});
