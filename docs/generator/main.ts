/** Writes every file that is made from the program: `npm run docs`. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { commands } from "../../cli/commands.ts";
import { exitCode } from "../../cli/exit-code.ts";
import { editorSchemas } from "../../cli/schema/editor-schemas.ts";
import { planJsonSchema } from "../../compiler/plan/plan-schema.ts";
import { engines } from "../../engines/engines.ts";
import { rules } from "../../policies/rules.ts";
import { catalogue } from "../../profiles/catalogue.ts";
import { commandsMarkdown } from "./commands-markdown.ts";
import { coverageMarkdown } from "./coverage-markdown.ts";
import { coverage } from "./coverage-rows.ts";
import { codeFamilies } from "./diagnostic-codes.ts";
import { diagnosticsMarkdown } from "./diagnostics-markdown.ts";
import { engineFieldsMarkdown } from "./engine-fields-markdown.ts";
import { fieldChangesMarkdown } from "./field-changes-markdown.ts";
import { fileMap } from "./file-map.ts";
import { placementsMarkdown } from "./placements-markdown.ts";
import { policiesMarkdown } from "./policies-markdown.ts";
import { privilegesMarkdown } from "./privileges-markdown.ts";
import { sourceFiles } from "./source-files.ts";

/** With `--check` it writes nothing and ends with exit code 1 when a file is not what the program says. */
const root = resolve(import.meta.dirname, "../..");

const map = fileMap(sourceFiles(root));
for (const { path, problem } of map.undescribed) process.stderr.write(`${path} ${problem}\n`);

const generated = new Map<string, string>([
  ["docs/policies.md", policiesMarkdown(rules)],
  ["docs/commands.md", commandsMarkdown(commands)],
  ["docs/diagnostics.md", diagnosticsMarkdown(codeFamilies)],
  ["docs/engine-fields.md", engineFieldsMarkdown(engines)],
  ["docs/field-changes.md", fieldChangesMarkdown()],
  ["docs/placements.md", placementsMarkdown(engines, catalogue)],
  ["docs/coverage.md", coverageMarkdown(coverage)],
  ["docs/privileges.md", privilegesMarkdown(catalogue, engines)],
  ["docs/files.md", map.markdown],
  ["schemas/plan.schema.json", planJsonSchema()],
  ...[...editorSchemas()].map(([name, text]) => [`schemas/${name}`, text] as const),
]);
const stale = [...generated].filter(([path, text]) => read(path) !== text);

if (process.argv.includes("--check")) {
  for (const [path] of stale) process.stderr.write(`${path} is not what the program says; run npm run docs\n`);
} else {
  for (const [path, text] of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    process.stdout.write(`wrote ${path}\n`);
  }
}
const isStale = process.argv.includes("--check") && stale.length > 0;
process.exitCode = map.undescribed.length > 0 || isStale ? exitCode.unexpected : exitCode.ok;

function read(path: string): string | undefined {
  const file = join(root, path);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
