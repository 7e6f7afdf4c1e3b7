/** A remote as Git gets it; folders are meant from the project's root. */

import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { locate } from "../git/repository/location.ts";

/** The folder of Pulumi.yaml, from which relative folders are meant, so that state is the same on every machine. */
export const projectRoot = folderOfProject(process.cwd()) ?? process.cwd();

/** Pulumi starts programs, providers and policy packs in the project's folder, or in one below it that `main` names. */
function folderOfProject(start: string): string | undefined {
  if (existsSync(join(start, "Pulumi.yaml"))) return start;
  return start === dirname(start) ? undefined : folderOfProject(dirname(start));
}

/** A remote as Git gets it: a folder from the project's root, anything else as it is. */
export function resolveRemote(remote: string): string {
  const location = locate(remote);
  return location.kind === "path" && !/^file:/i.test(remote) ? resolve(projectRoot, remote) : remote;
}

/** The branch that stacks publish to, as the command line does. */
export const publishedBranch = "main";
