/** Writes docs/lab.md and docs/systems.md, or checks them. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LabFailure, log, runMain } from "./program.ts";
import { cloneFolder } from "./pulumi-programs.ts";
import { shippedReferences } from "./systems/shipped.ts";
import { systemsMarkdown } from "./systems/systems-markdown.ts";
import { schemaVersions } from "./systems/versions.ts";
import { renderToolDocs } from "./tool-docs.ts";

await runMain(async () => {
  const pages = [
    ["lab.md", renderToolDocs()],
    ["systems.md", systemsMarkdown(shippedReferences(cloneFolder), schemaVersions())],
  ] as const;
  const stale = pages
    .map(([name, text]) => ({ file: join(cloneFolder, "docs", name), text }))
    .filter(({ file, text }) => tryRead(file) !== text);
  if (process.argv.includes("--check")) {
    const [first] = stale;
    if (first) throw new LabFailure(1, `${first.file} is not what the lab says. Run: node lab/docs.ts`);
    return 0;
  }
  mkdirSync(join(cloneFolder, "docs"), { recursive: true });
  for (const { file, text } of stale) {
    writeFileSync(file, text);
    log(`wrote ${file}`);
  }
  return 0;
});

function tryRead(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
