#!/usr/bin/env node
// Plain JavaScript, so that any Node can start it: older ones hand over to the Node 24 that comes as a dependency.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import module from "node:module";
import { fileURLToPath } from "node:url";

const [major, minor] = process.versions.node.split(".").map(Number);
const runsTypeScript = major > 22 || (major === 22 && minor >= 18);

// Leaving at once is safe: nothing is visible before a repository's branch moves, and the next run clears up.
const cancelled = 8;

if (runsTypeScript) {
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(cancelled));
  module.enableCompileCache?.();
  const { takeHeapOptions } = await import("./heap-options.ts");
  takeHeapOptions(fileURLToPath(import.meta.url), process.argv.slice(2));
  const { main } = await import("./main.ts");
  process.exitCode = await main(process.argv.slice(2));
} else {
  const name = process.platform === "win32" ? "node.exe" : "node";
  const node = fileURLToPath(new URL(`../node_modules/.bin/${name}`, import.meta.url));
  if (existsSync(node)) {
    // The signal reaches the other process too; this one waits to pass its exit code on.
    for (const each of ["SIGINT", "SIGTERM"]) process.on(each, () => {});
    const { status, signal } = spawnSync(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
      stdio: "inherit",
    });
    process.exitCode = signal ? cancelled : (status ?? 1);
  } else {
    process.stderr.write(
      `flotilla: found Node ${process.versions.node}, expected 22.18 or newer, or the one that npm ci brings; run npm ci\n`,
    );
    process.exitCode = 2;
  }
}
