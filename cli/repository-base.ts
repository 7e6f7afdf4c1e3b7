/** The base of the repositories as the command line gives it. */

import { resolve } from "node:path";
import { GitError } from "../git/repository/git-error.ts";
import { locate } from "../git/repository/location.ts";

/**
 * A URL as it was given, a folder from the current one; read as Git reads it, so `gitserver:fleet` is a host and a
 * path, and `./gitserver:fleet` a folder.
 *
 * @returns the error when it is neither, or holds a credential
 */
export function repositoryBase(given: string, cwd: string): string | GitError {
  try {
    const { kind } = locate(given);
    const base = kind === "url" || /^file:/i.test(given) ? given : resolve(cwd, given);
    return base.replace(/\/+$/, "");
  } catch (error) {
    if (error instanceof GitError) return error;
    throw error;
  }
}
