/** Holds a merge to what was reviewed: the same plan, and everybody whose agreement it asks for. */

import type { Plan } from "../../compiler/plan/plan.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { verdict } from "../plan/words.ts";
import { missingAgreements } from "./agreements.ts";
import type { Change, Forge } from "./forge.ts";
import { changeOf } from "./open-forge.ts";
import { fittingTitle, planVerdict } from "./post.ts";
import { ownComment, type Reviewed, reviewedOf, toldHash } from "./review-comment.ts";
import type { Target } from "./target.ts";

/** What protected branches demand by this name. */
const gateVerdict = "flotilla/gate";

/** Something that keeps a change from being merged. */
interface Obstacle {
  readonly what: string;
  readonly code: ExitCode;
}

export interface Held {
  readonly change: Change;
  /** All of them at once; empty: it may be merged. */
  readonly obstacles: readonly Obstacle[];
}

/** @param plan of the merge, made by this job itself @throws ForgeError */
export async function holdMerge(forge: Forge, target: Target, plan: Plan): Promise<Held> {
  const change = await changeOf(forge, target);
  const author = target.author ?? (await forge.whoAmI());
  const comment = ownComment(await forge.comments(change.number), author, plan.fleet);
  const reviewed = comment && reviewedOf(comment.body);
  const missing = await missingAgreements(forge, plan, await forge.reviews(change), change, reviewed?.since);
  const obstacles = [
    ...ofCommits(plan, target, change),
    ...ofReview(plan, reviewed, change, author),
    ...(plan.findings.some(({ severity }) => severity === "error")
      ? [{ what: `a merge without errors: ${verdict(plan)}`, code: exitCode.policy }]
      : []),
    ...missing.map((what) => ({ what, code: exitCode.policy })),
  ];
  // A merge queue waits for all names that let the head into it.
  for (const name of target.merge === undefined ? [gateVerdict] : [planVerdict, gateVerdict]) {
    await forge.report({
      commit: target.merge ?? change.head,
      name,
      ok: obstacles.length === 0,
      title: titleOf(obstacles),
      link: target.run,
      annotations: [],
    });
  }
  return { change, obstacles };
}

/** The plan must be of the merge of the head as it is now. */
function ofCommits({ head }: Plan, { merge, head: expected }: Target, change: Change): readonly Obstacle[] {
  if (expected !== undefined && expected !== change.head) {
    const what = `a run for ${change.head}, the head of the pull request: this one is for ${expected}`;
    return [{ what, code: exitCode.changes }];
  }
  const isOfMerge = head.commit !== undefined && head.commit.length >= 12 && merge?.startsWith(head.commit) === true;
  if (isOfMerge || head.merge?.head === change.head) return [];
  const what = `a plan of the merge of ${change.head}: this one is of ${head.name}`;
  return [{ what, code: exitCode.changes }];
}

function ofReview(plan: Plan, reviewed: Reviewed | undefined, { head }: Change, author: string): readonly Obstacle[] {
  const again = "run the plan of the pull request again and review that";
  const obstacle = (what: string) => [{ what, code: exitCode.changes }];
  if (!reviewed) return obstacle(`a plan that was reviewed: ${author} has posted none of ${plan.fleet}`);
  if (reviewed.head !== head) return obstacle(`a reviewed plan of ${head}: the comment is of ${reviewed.head}`);
  if (reviewed.plan !== plan.hash)
    return obstacle(`the plan that was reviewed, ${reviewed.plan}: the merge makes ${plan.hash}; ${again}`);
  if (reviewed.told !== toldHash(plan))
    return obstacle(`a comment that tells what the merge does: it tells something else under the same hash; ${again}`);
  return [];
}

function titleOf([first, ...others]: readonly Obstacle[]): string {
  if (!first) return "the plan that was reviewed, and everybody agrees";
  const more = others.length > 0 ? `${others.length + 1} missing; ` : "missing: ";
  return fittingTitle(`${more}${first.what}`);
}
