/** What a review asks of a forge, in the words that all of them share. */

import type { z } from "zod";
import type { JsonObject } from "../../model/json.ts";

/** One request to the API of a forge, as data. */
export interface Call<T> {
  readonly method: "GET" | "POST" | "PATCH" | "PUT";
  /** Below the API's own URL, with what stands in it encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
  /** What is read of the answer; the rest of it is dropped. */
  readonly answer: z.ZodType<T>;
}

/** The one way to a forge: sends requests and reads their answers. */
export interface Ask {
  /** @throws ForgeError */
  one<T>(call: Call<T>): Promise<T>;
  /** All pages of a list, one after the other. @throws ForgeError */
  all<T>(call: Call<readonly T[]>): Promise<readonly T[]>;
}

/** A pull request, or a merge request. */
export interface Change {
  readonly number: number;
  /** Name of the user who opened it. */
  readonly author: string;
  /** Id of the commit that it asks to be merged. */
  readonly head: string;
}

/** What somebody wrote below a pull request. */
export interface Comment {
  readonly id: number;
  readonly author: string;
  readonly body: string;
}

/** A place in a file of the repository with what is said of it. */
export interface Annotation {
  /** From the root of the repository. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly level: "error" | "warning" | "info";
  readonly title: string;
  readonly message: string;
}

/** What a review says of one commit, so that a protected branch can demand it. */
export interface Verdict {
  /** Id of the commit that it is about. */
  readonly commit: string;
  /** Under which name a protected branch demands it: `flotilla/plan`. */
  readonly name: string;
  readonly ok: boolean;
  /** One line of at most 140 characters, which is what the narrowest forge takes. */
  readonly title: string;
  /** Page with the whole story. */
  readonly link: string | undefined;
  /** Shown at the lines by forges that can. */
  readonly annotations: readonly Annotation[];
}

/** What one person says of a pull request, the last word of theirs. */
export interface Review {
  readonly reviewer: string;
  /** Approved, and neither dismissed nor taken back. */
  readonly approves: boolean;
  /** Whether it is about the head as it is now. */
  readonly current: boolean;
  /** When it was given, in ISO 8601; absent: the forge does not say it. */
  readonly at: string | undefined;
}

/** One repository of a forge, as the owner of a token sees it. */
export interface Forge {
  /** Name of the user that the token belongs to. */
  whoAmI(): Promise<string>;
  change(number: number): Promise<Change>;
  /** Open ones from a branch of that owner's repository. */
  changesFrom(owner: string, branch: string): Promise<readonly Change[]>;
  comments(number: number): Promise<readonly Comment[]>;
  createComment(number: number, body: string): Promise<void>;
  editComment(number: number, comment: number, body: string): Promise<void>;
  report(verdict: Verdict): Promise<void>;
  /** One for each person who approved or refused. */
  reviews(change: Change): Promise<readonly Review[]>;
  /** Names of the users of `organisation/team`. */
  members(group: string): Promise<readonly string[]>;
  /** Whether this user may write to the repository. */
  mayWrite(user: string): Promise<boolean>;
}

/** A user is one whatever the case of the letters. */
export function sameUser(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
