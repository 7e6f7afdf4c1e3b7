import { GitError } from "./git-error.ts";
import { openExisting, openLocal } from "./local-target.ts";
import { type Location, locate } from "./location.ts";
import { openRemote } from "./remote-target.ts";
import type { SettingsReader } from "./settings.ts";
import type { Target } from "./target.ts";

/** The branch of a repository that shall be written; one on this machine is made when missing. */
export function openTarget(remote: string, branch: string, settings: SettingsReader): Promise<Target> {
  return open(locate(remote), branch, (path) => openLocal(path, branch, settings));
}

/** The branch of a repository that is only read; undefined when a folder on this machine is missing or empty. */
export function openSource(remote: string, branch: string, settings: SettingsReader): Promise<Target | undefined> {
  return open(locate(remote), branch, (path) => openExisting(path, branch, settings));
}

/** What git-check-ref-format(1) allows, and no more than people need; the name becomes a path. */
const BRANCH = /^(?!.*(\.\.|\/\/|\.lock(\/|$)|\/$|\/\.))[A-Za-z0-9][A-Za-z0-9._/-]*$/;

async function open<Local>(
  location: Location,
  branch: string,
  openPath: (path: string) => Promise<Local>,
): Promise<Local | Target> {
  if (!BRANCH.test(branch)) {
    throw new GitError("git/branch", `\`${branch}\` is not the name of a branch.`, "Name one like main or fleet/next.");
  }
  return location.kind === "path" ? openPath(location.path) : openRemote(location.url, location.canonical, branch);
}
