import { spawnSync } from "node:child_process";
import { delimiter } from "node:path";

/**
 * Version of the Node that somebody starts by its name. The one that runs may be another: npx, and a clone's own Node, put the
 * folders of a package before the PATH.
 *
 * @returns undefined where there is none
 */
export function nodeOnPath(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => !/[\\/]node_modules[\\/]/.test(folder));
  const { stdout } = spawnSync("node", ["--version"], {
    encoding: "utf8",
    env: { ...env, PATH: folders.join(delimiter) },
  });
  return /^v(\d+\.\d+\.\d+)/.exec(stdout ?? "")?.[1];
}
