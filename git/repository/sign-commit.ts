/** Who commits by Git's configuration, and commits that Git signs. */

import type { CommitDraft, Identity } from "../objects/commit.ts";
import { type Git, gitOutput } from "./process.ts";
import { isTrue, type Settings } from "./settings.ts";

/** Used when neither the request nor Git's configuration says who commits, so that a fresh machine can publish. */
const NOBODY: Identity = { name: "Flotilla", email: "flotilla@localhost" };

/** Who Git would say it is: environment before configuration (git-commit-tree(1), "COMMIT INFORMATION"). */
export function configuredIdentity(
  role: "author" | "committer",
  settings: Settings,
  env: Readonly<Record<string, string | undefined>>,
): Identity {
  const value = (field: "name" | "email") =>
    env[`GIT_${role}_${field}`.toUpperCase()] || settings.get(`${role}.${field}`) || settings.get(`user.${field}`);
  const email = value("email") ?? env["EMAIL"];
  return { name: value("name") ?? (email || NOBODY.name), email: email ?? NOBODY.email };
}

export function wantsSignature(settings: Settings): boolean {
  return isTrue(settings, "commit.gpgsign");
}

/** Has Git make and sign the commit with the user's own key and program. */
export async function signCommit(git: Git, draft: CommitDraft): Promise<string> {
  const { tree, parent, author, committer, authored, committed, message } = draft;
  const args = ["commit-tree", "-S", ...(parent === undefined ? [] : ["-p", parent]), "-F", "-", tree];
  const id = await gitOutput(git, args, {
    stdin: message,
    env: {
      GIT_AUTHOR_NAME: author.name,
      GIT_AUTHOR_EMAIL: author.email,
      GIT_AUTHOR_DATE: `${authored} +0000`,
      GIT_COMMITTER_NAME: committer.name,
      GIT_COMMITTER_EMAIL: committer.email,
      GIT_COMMITTER_DATE: `${committed} +0000`,
    },
  });
  return id.trim();
}
