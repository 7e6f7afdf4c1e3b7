import { objectId } from "../model/git-object.ts";
import type { PackObject } from "./pack.ts";
import { type Git, gitOutput } from "./process.ts";
import { isTrue, type Settings } from "./settings.ts";

export interface Identity {
  readonly name: string;
  readonly email: string;
}

export interface CommitMessage {
  readonly subject: string;
  /** Paragraphs between subject and trailers; may be empty. */
  readonly body: string;
  /** One line each, in this order, like `Flotilla-Source-Commit: 3f2c9e1`. */
  readonly trailers: readonly (readonly [key: string, value: string])[];
}

export interface CommitDraft {
  readonly tree: string;
  readonly parent: string | undefined;
  readonly author: Identity;
  readonly committer: Identity;
  readonly seconds: number;
  readonly message: string;
}

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

export function messageText({ subject, body, trailers }: CommitMessage): string {
  const lines = trailers.map(([key, value]) => `${key}: ${oneLine(value)}\n`).join("");
  const paragraphs = [oneLine(subject), body.replaceAll("\0", "").trim(), lines.trimEnd()];
  return `${paragraphs.filter((paragraph) => paragraph !== "").join("\n\n")}\n`;
}

function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what a line of a commit must not hold
  return text.replaceAll(/[\0-\x1f\x7f]+/g, " ").trim();
}

/** The commit object, unsigned. */
export function encodeCommit({ tree, parent, author, committer, seconds, message }: CommitDraft): PackObject {
  const parents = parent === undefined ? "" : `parent ${parent}\n`;
  const people = `author ${person(author)} ${seconds} +0000\ncommitter ${person(committer)} ${seconds} +0000\n`;
  const body = Buffer.from(`tree ${tree}\n${parents}${people}\n${message}`);
  return { type: "commit", id: objectId("commit", body), body };
}

/** What an identity must not hold (git fsck: badName, missingSpaceBeforeEmail). */
function person({ name, email }: Identity): string {
  return `${oneLine(name.replaceAll(/[<>]/g, ""))} <${oneLine(email.replaceAll(/[<>]/g, ""))}>`;
}

export function wantsSignature(settings: Settings): boolean {
  return isTrue(settings, "commit.gpgsign");
}

/** Has Git make and sign the commit with the user's own key and program. */
export async function signCommit(git: Git, draft: CommitDraft): Promise<string> {
  const { tree, parent, author, committer, seconds, message } = draft;
  const args = ["commit-tree", "-S", ...(parent === undefined ? [] : ["-p", parent]), "-F", "-", tree];
  const date = `${seconds} +0000`;
  const id = await gitOutput(git, args, {
    stdin: message,
    env: {
      GIT_AUTHOR_NAME: author.name,
      GIT_AUTHOR_EMAIL: author.email,
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_NAME: committer.name,
      GIT_COMMITTER_EMAIL: committer.email,
      GIT_COMMITTER_DATE: date,
    },
  });
  return id.trim();
}
