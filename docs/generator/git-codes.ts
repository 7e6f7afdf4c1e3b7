/** Codes of what goes wrong with a repository of Git. */

export const gitCodes = {
  name: "git",
  about:
    "A repository could not be read or written. Nothing was moved in it; the others of the run go on. Exit code 1.",
  codes: {
    "git/not-found": { when: "there is no `git` to run", next: "install Git and put it on PATH" },
    "git/command": {
      when: "a Git command failed in a way that is not one of the others",
      next: "read Git's own words, which the message holds",
    },
    "git/credentials": {
      when: "`--to`, or the target of a stack, is a URL with a user or a password in it",
      next: "give it without; Git's credential helpers hold the password",
    },
    "git/own-programs": {
      when: "the own configuration of a repository on this machine names programs, or one with hooks belongs to somebody else",
      next: "publish by the URL of its server, or take them out",
    },
    "git/claim": {
      when: "the repository of claims cannot be written, or holds what the enrolment service did not write",
      next: "bring the file back with `git revert`; `flotilla enroll release` lets a host go",
    },
    "git/url": {
      when: "`--to` is no URL that can be taken apart",
      next: "write it as `scheme://host/path` or `user@host:path`",
    },
    "git/branch": {
      when: "the branch to publish to has a name that Git does not take",
      next: "name one like `main` or `fleet/next`",
    },
    "git/unreachable": {
      when: "Git cannot read the repository behind a URL",
      next: "check URL and credentials with `git ls-remote`",
    },
    "git/not-a-repository": { when: "a folder is no bare repository", next: "name a folder of bare repositories" },
    "git/object-format": {
      when: "the repository is not a SHA-1 one, or its branch is not a commit",
      next: "publish to a repository made with `--object-format=sha1`",
    },
    "git/inventory": {
      when: "the tip of a published repository has no inventory that can be relied on, so a plan cannot be compared with it",
      next: "look at who wrote it; `flotilla publish` says what it would take over",
    },
    "git/missing-object": {
      when: "an object that a commit needs is not there",
      next: "run `git fsck --full` in that repository",
    },
    "git/path": {
      when: "a path cannot go into a tree: reserved by Git or Windows, or taken twice",
      next: "rename the site, host or object that it is made from",
    },
    "git/refused": {
      when: "the server did not take the commit although nobody else moved the branch",
      next: "look for a protected branch, a hook, a missing permission, a full disk",
    },
    "git/locked": {
      when: "a lock file of Git has been there for more than a minute",
      next: "make sure that no git process works there, remove the file, run again",
    },
    "git/unknown-commit": {
      when: "`rollback --to` names no commit of the repository",
      next: "take one out of `git log` of its branch `main`, all 40 digits behind a URL",
    },
    "git/no-inventory": {
      when: "`rollback --to` names a commit that Flotilla did not write",
      next: "take one that a publish made",
    },
    "git/other-repository": {
      when: "`rollback --to` names a commit of another region or fleet",
      next: "take one of this repository",
    },
    "git/system": {
      when: "the operating system refused: a full disk, a folder without permission",
      next: "fix that and run again",
    },
  },
};
