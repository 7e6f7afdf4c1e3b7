/** Posts a plan to its pull request: one comment, which is found again, and the verdict on the head. */

import type { Plan } from "../../compiler/plan/plan.ts";
import { visibleText } from "../../model/visible-text.ts";
import { headline, verdict } from "../plan/words.ts";
import { annotationsOf } from "./annotations.ts";
import type { Forge } from "./forge.ts";
import { changeOf } from "./open-forge.ts";
import { MAX_COMMENT, ownComment, reviewComment, reviewedNow, reviewedOf } from "./review-comment.ts";
import type { Target } from "./target.ts";

/** What protected branches demand by this name. */
export const planVerdict = "flotilla/plan";

export type Posted =
  /** Something that has to be mended, as text with the next step. */
  | { readonly wrong: string }
  /** What was done, as a sentence. */
  | { readonly done: string };

interface Posting {
  readonly plan: Plan;
  /** Of the fleet in its repository, with a slash at its end, or empty. */
  readonly folder: string;
  readonly now: Date;
}

/** @throws ForgeError */
export async function postPlan(forge: Forge, target: Target, { plan, folder, now }: Posting): Promise<Posted> {
  const change = await changeOf(forge, target);
  const head = target.head ?? change.head;
  if (!isPlanOf(plan, head)) {
    const found = plan.head.merge?.head ?? plan.head.commit ?? `${plan.head.name}, which is no commit`;
    return {
      wrong: `found a plan of ${found}, expected one of ${head}, the head of the pull request\n  next: flotilla plan --base BRANCH --head ${head} --merge --out plan.json`,
    };
  }
  const own = ownComment(await forge.comments(change.number), await forge.whoAmI(), plan.fleet);
  const body = reviewComment(plan, reviewedNow(plan, head, own && reviewedOf(own.body), now), target.run);
  if (body.length > MAX_COMMENT)
    return { wrong: `found a plan whose comment has ${body.length} characters, expected ${MAX_COMMENT} at most` };
  await forge.report({
    commit: head,
    name: planVerdict,
    ok: !plan.findings.some(({ severity }) => severity === "error"),
    title: titleOf(plan),
    link: target.run,
    annotations: annotationsOf(plan, folder),
  });
  // A job that is late must not put an old plan over a newer one.
  if (change.head !== head)
    return {
      done: `pull request ${change.number} has gone on to ${change.head}: its comment is left to the plan of that`,
    };
  if (own?.body.trim() === body.trim()) return { done: `the comment on pull request ${change.number} is as it was` };
  if (own) await forge.editComment(change.number, own.id, body);
  else await forge.createComment(change.number, body);
  return { done: `${own ? "updated the" : "wrote a"} comment on pull request ${change.number}` };
}

/** Of the commit itself, or of a merge of it that was made for the plan. */
function isPlanOf({ head: { merge, commit } }: Plan, head: string): boolean {
  if (merge) return merge.head === head;
  return commit !== undefined && commit.length >= 12 && head.startsWith(commit);
}

/** What the narrowest forge takes as one line. */
export function fittingTitle(told: string): string {
  const text = visibleText(told);
  return text.length > 140 ? `${text.slice(0, 139)}…` : text;
}

function titleOf(plan: Plan): string {
  const told = headline(plan);
  return fittingTitle(`${told.slice(told.indexOf(": ") + 2)}; ${verdict(plan)}`);
}
