import { expect, test } from "vitest";
import { fileMap } from "../../docs/generator/file-map.ts";

const line = (text: string) =>
  fileMap([{ path: "git/tree-writer.ts", text }])
    .markdown.split("\n")
    .find((row) => row.includes("tree-writer"));

test("A file is reported by the first sentence of its first doc comment", () => {
  const text = `/**\n * Writes trees,\n * quickly. Not always.\n */\n\nimport "node:fs";\n\n/** An entry. */\nexport interface Entry {}\n`;
  expect(line(text)).toBe("| tree-writer.ts | Writes trees, quickly. |");
});

test("A rule is reported by its title", () => {
  const text = `export const writer: FleetRule = {\n  id: "FLT-GIT-001",\n  title: "Trees are written",\n  help: "",\n};\n`;
  expect(line(text)).toBe("| tree-writer.ts | Rule: Trees are written. |");
});

test("A file that says nothing of itself is an error", () => {
  const { undescribed } = fileMap([
    { path: "git/a.ts", text: "export const a = 1;\n" },
    { path: "git/b.ts", text: "/** Is b. */\nexport const b = 1;\n" },
  ]);
  expect(undescribed.map(({ path }) => path)).toEqual(["git/a.ts"]);
});

test("Angle brackets outside of code do not become HTML", () => {
  expect(line("/** Reads <zone>.yaml as `<text>`. */\nexport const a = 1;\n")).toBe(
    "| tree-writer.ts | Reads &lt;zone>.yaml as `<text>`. |",
  );
});
