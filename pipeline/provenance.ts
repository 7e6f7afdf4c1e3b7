/** Where the fleet's files come from, as Git knows it. */

import type { Provenance } from "../compiler/emit/provenance-files.ts";
import { fleetFolders } from "../model/fleet-folders.ts";
import { withoutUserinfo } from "../model/url.ts";
import { fleetGit, withIndexOf } from "./fleet-git.ts";
import { version } from "./version.ts";

export function provenanceOf(root: string): Provenance {
  const git = fleetGit(root);
  const ask = (...args: readonly string[]): string | undefined => {
    const { ok, stdout } = git(args);
    return ok ? stdout.toString().trim() : undefined;
  };
  const commit = ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
  return {
    source: withoutUserinfo(ask("remote", "get-url", "origin") ?? "local"),
    commit: commit ? `${commit}${isChanged(root, commit) ? "-dirty" : ""}` : "unknown",
    subject: commit && ask("log", "-1", "--format=%s", commit),
    toolVersion: version,
  };
}

/**
 * Whether the fleet's files are not those of the commit: edited, new, gone, or new and ignored, which is all the same to
 * whoever reads them. Hidden names are not read.
 */
function isChanged(root: string, commit: string): boolean {
  const args = ["status", "--porcelain", "-z", "--no-renames", "--ignored=matching", "--untracked-files=all"];
  const { ok, stdout } = withIndexOf(root, commit, (git) => git([...args, "--", ...fleetFolders]));
  const paths = stdout
    .toString()
    .split("\0")
    .map((line) => line.slice(3));
  return !ok || paths.some((path) => path !== "" && !/\/\./.test(path));
}
