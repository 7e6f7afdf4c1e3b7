/** The one comment of a review: found again by its first line, which also says what was reviewed. */

import { createHash } from "node:crypto";
import type { Plan } from "../../compiler/plan/plan.ts";
import { visibleText } from "../../model/visible-text.ts";
import { markdownPlan } from "../plan/markdown.ts";
import { type Comment, sameUser } from "./forge.ts";

/** What reviewers have before them. */
export interface Reviewed {
  /** Commit id of the head. */
  readonly head: string;
  /** Hash of the plan. */
  readonly plan: string;
  /** Hash of what the comment tells of it. */
  readonly told: string;
  /** When that was first told, UTC in whole seconds, as forges have it: who approved before approved something else. */
  readonly since: string;
}

/** GitHub takes 65,536 characters, no other forge fewer; the face of a plan stays far below. */
export const MAX_COMMENT = 65_000;

const MARKER =
  /^<!-- flotilla:review:v1 key=(\S+) head=([0-9a-f]{40,64}) plan=(sha256:[0-9a-f]{64}) told=(sha256:[0-9a-f]{64}) since=(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) -->/;

/** What a comment with this plan says that was reviewed. @param before what the comment says by now */
export function reviewedNow(plan: Plan, head: string, before: Reviewed | undefined, now: Date): Reviewed {
  const told = toldHash(plan);
  const isSame = before?.plan === plan.hash && before.told === told;
  return { head, plan: plan.hash, told, since: isSame ? before.since : now.toISOString().replace(/\.\d+Z$/, "Z") };
}

/** A fleet has one comment, also where several live in one repository. @param run page of the run */
export function reviewComment(plan: Plan, reviewed: Reviewed, run: string | undefined): string {
  const { head, plan: hash, told, since } = reviewed;
  const marker = `<!-- flotilla:review:v1 key=${plan.fleet} head=${head} plan=${hash} told=${told} since=${since} -->`;
  const where = run === undefined ? "" : ` · [run](${encodeURI(run)})`;
  return visibleText(`${marker}\n${markdownPlan(plan)}\n<sub>head <code>${head}</code>${where}</sub>\n`);
}

export function reviewedOf(body: string): (Reviewed & { readonly fleet: string }) | undefined {
  const [, ...found] = MARKER.exec(body) ?? [];
  const [fleet = "", head = "", plan = "", told = "", since = ""] = found;
  return found.length > 0 ? { fleet, head, plan, told, since } : undefined;
}

/** The comment of this author on this fleet; anybody may have copied the first line. */
export function ownComment(comments: readonly Comment[], author: string, fleet: string): Comment | undefined {
  return comments.find((each) => sameUser(each.author, author) && reviewedOf(each.body)?.fleet === fleet);
}

/**
 * Hash of what a plan says that its own hash does not hold, and that the base going on elsewhere leaves as it is: a document
 * that was tampered with may bear the right hash and tell another story.
 */
export function toldHash({
  moves,
  classes,
  clusters,
  removals,
  privileges,
  exemptions,
  baseline,
  byHand,
}: Plan): string {
  const told = {
    moves,
    classes: classes.map(({ causes: _, ...each }) => each),
    clusters,
    removals,
    privileges,
    baseline,
    exemptions: exemptions.filter(({ state }) => state !== "ending"),
    byHand,
  };
  return `sha256:${createHash("sha256").update(canonical(told)).digest("hex")}`;
}

/** JSON with the keys of every object in one order, whoever wrote it. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    each !== null && typeof each === "object" && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
