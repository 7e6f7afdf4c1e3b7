/** Commits as bytes, with identity, message and trailers. */

import { objectId } from "../../model/git-object.ts";
import type { PackObject } from "./pack.ts";

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
  /** By the clock of whoever publishes, seconds since 1970. */
  readonly authored: number;
  /** Never before that of the parent, by which Git orders a history. */
  readonly committed: number;
  readonly message: string;
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
export function encodeCommit({
  tree,
  parent,
  author,
  committer,
  authored,
  committed,
  message,
}: CommitDraft): PackObject {
  const parents = parent === undefined ? "" : `parent ${parent}\n`;
  const people = `author ${person(author)} ${authored} +0000\ncommitter ${person(committer)} ${committed} +0000\n`;
  const body = Buffer.from(`tree ${tree}\n${parents}${people}\n${message}`);
  return { type: "commit", id: objectId("commit", body), body };
}

/** What an identity must not hold (git fsck: badName, missingSpaceBeforeEmail). */
function person({ name, email }: Identity): string {
  return `${oneLine(name.replaceAll(/[<>]/g, ""))} <${oneLine(email.replaceAll(/[<>]/g, ""))}>`;
}
