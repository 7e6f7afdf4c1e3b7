/** Which hooks a repository on this machine has for a push, and whether they may run. */

import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { GitError } from "./git-error.ts";
import { gitIn } from "./process.ts";

/** Hooks of a push that may refuse it or act on it (githooks(5)). */
const HOOKS = ["pre-receive", "update", "proc-receive", "reference-transaction", "post-receive", "post-update"];

/** The name of one hook that a push would run; undefined when there is none. */
export async function hookOf(path: string): Promise<string | undefined> {
  const found = await Promise.all(HOOKS.map((name) => isProgram(join(path, "hooks", name))));
  return HOOKS[found.indexOf(true)];
}

function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/**
 * Hooks of a repository on this machine run with the rights of whoever pushes, so they are run for a repository of one's own,
 * or one that the user's configuration trusts (`safe.directory`), as Git itself decides it. It looks at the owner only when
 * it has to find the repository, and some versions do not look at all when they push to one.
 *
 * @throws GitError when the repository belongs to somebody else
 */
export async function requireTrusted(path: string, hook: string): Promise<void> {
  const { code, stderr } = await gitIn(undefined)([
    "-C",
    path,
    "-c",
    "safe.bareRepository=all",
    "rev-parse",
    "--git-dir",
  ]);
  if (code === 0) return;
  throw ownProgramsError(`${path} has the hook ${hook}, which would run with your rights, and Git says: ${stderr}`);
}

/** @param found what the repository has, as a sentence without its end */
export function ownProgramsError(found: string): GitError {
  return new GitError(
    "git/own-programs",
    `${found}; nothing was written.`,
    "Publish to it by the URL of its server, where its owner's programs run with its owner's rights; or take that out of it.",
  );
}
