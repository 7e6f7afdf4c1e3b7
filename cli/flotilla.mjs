#!/usr/bin/env node
/** The start of every command; plain JavaScript that any Node can read. */

import module from "node:module";

// Node has it since 22.18 and 23.6.
if (process.features.typescript) {
  module.enableCompileCache?.();
  const { listenForCancellation } = await import("./cancellation.ts");
  listenForCancellation();
  const { runCommand } = await import("./command-thread.ts");
  process.exitCode = await runCommand(process.argv.slice(2));
} else {
  const { handOver } = await import("./hand-over.mjs");
  process.exitCode = await handOver(process.argv.slice(2));
}
