import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Programs as the machine has them, without those that npm puts in front of PATH. */
const folders = (process.env["PATH"] ?? "").split(delimiter).filter((each) => !each.includes("node_modules"));
export const systemPath = folders.join(delimiter);

/** A Node that cannot run TypeScript, so that the command line must hand over. */
export const oldNode = found("node").find((node) => !runsTypeScript(node));
export const npx = found("npx")[0];

function found(name: string): readonly string[] {
  return folders.map((folder) => join(folder, name)).filter((file) => existsSync(file));
}

function runsTypeScript(node: string): boolean {
  return spawnSync(node, ["-e", "process.exit(process.features.typescript ? 0 : 1)"]).status === 0;
}
