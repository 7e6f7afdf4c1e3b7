#!/usr/bin/env node
/** The command for the Pulumi stacks of all regions: the built program, or in a clone the sources as they are. */

import { existsSync } from "node:fs";

const program = ["../stacks/regions/main.ts", "../dist/stacks/regions/main.js"]
  .map((path) => new URL(path, import.meta.url))
  .find((url) => existsSync(url));
if (!program) {
  process.stderr.write(
    "this package of Flotilla holds no program\n  next: make it with npm run package, which builds it\n",
  );
  process.exitCode = 70;
} else if (program.pathname.endsWith(".ts") && !process.features.typescript) {
  process.stderr.write(
    `flotilla-stacks: found Node ${process.versions.node}, expected 22.18 or newer\n  next: npm run stacks takes the Node of the clone\n`,
  );
  process.exitCode = 2;
} else await import(program.href);
