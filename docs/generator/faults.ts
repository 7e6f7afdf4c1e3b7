/** Writes docs/faults.md, which tells every attack and fault that was tried, and the tests that hold it. */

import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { attacks } from "./attacks.ts";
import { collectCases } from "./fault-cases.ts";
import figures from "./fault-figures.json" with { type: "json" };
import { faultsMarkdown, strayReferences } from "./faults-markdown.ts";

/** With `--check` it writes nothing and ends with exit code 1 when the page is not what the tests say. */
const root = resolve(import.meta.dirname, "../..");
const path = join(root, "docs/faults.md");

const names = globSync("test/faults/*.test.ts", { cwd: root }).map((name) => name.replaceAll("\\", "/"));
const others = attacks.flatMap(({ heldBy }) => heldBy.map(({ file }) => file));
const cases = await collectCases(root, [...new Set([...names, ...others])]);
const stray = strayReferences(attacks, cases);
for (const each of stray) process.stderr.write(`docs/generator/attacks.ts names ${each}, which no test is called\n`);

const text = faultsMarkdown(attacks, cases, figures);
const isStale = !existsSync(path) || readFileSync(path, "utf8") !== text;
if (isStale && process.argv.includes("--check")) {
  process.stderr.write("docs/faults.md is not what the tests say; run npm run docs\n");
} else if (isStale) {
  writeFileSync(path, text);
  process.stdout.write("wrote docs/faults.md\n");
}
process.exitCode = stray.length > 0 || (isStale && process.argv.includes("--check")) ? 1 : 0;
