import type { Diagnostic } from "../../model/diagnostic.ts";
import { withoutUserinfo } from "../../model/url.ts";

/** Something outside went wrong: no Git, no such repository, a lock in the way. It becomes a diagnostic. */
export class GitError extends Error {
  readonly code: `git/${string}`;
  readonly hint: string;

  /** @param message may quote Git, and with it URLs that the user's own configuration has put a credential into */
  constructor(code: `git/${string}`, message: string, hint: string) {
    super(withoutUserinfo(message));
    this.code = code;
    this.hint = hint;
  }

  get diagnostic(): Diagnostic {
    return { code: this.code, severity: "error", message: this.message, subjects: [], hint: this.hint };
  }
}

/** @param message what was found instead of a SHA-1 repository */
export function objectFormatError(message: string): GitError {
  return new GitError(
    "git/object-format",
    message,
    "Publish to a SHA-1 repository: `git init --bare --object-format=sha1` makes one.",
  );
}
