/** Writes docs/lab.md or checks it. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LabFailure, log, runMain } from "./program.ts";
import { cloneFolder } from "./pulumi-programs.ts";
import { renderToolDocs } from "./tool-docs.ts";

await runMain(async () => {
  const file = join(cloneFolder, "docs", "lab.md");
  const text = renderToolDocs();
  if (process.argv.includes("--check")) {
    if (tryRead(file) === text) return 0;
    throw new LabFailure(1, `${file} is not what lab/tools.ts says. Run: node lab/docs.ts`);
  }
  mkdirSync(join(cloneFolder, "docs"), { recursive: true });
  writeFileSync(file, text);
  log(`wrote ${file}`);
  return 0;
});

function tryRead(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
