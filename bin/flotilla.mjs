#!/usr/bin/env node
/** The command of the package: the built program, or in a clone the sources as they are. */

import { existsSync } from "node:fs";

const program = ["../cli/flotilla.mjs", "../dist/cli/flotilla.mjs"]
  .map((path) => new URL(path, import.meta.url))
  .find((url) => existsSync(url));
if (program) await import(program.href);
else {
  process.stderr.write(
    "this package of Flotilla holds no program\n  next: make it with npm run package, which builds it\n",
  );
  process.exitCode = 70;
}
