/** Which agreements that a plan asks for were given, and what is missing of the others. */

import type { PlanApproval } from "../../compiler/plan/approvals.ts";
import type { Plan } from "../../compiler/plan/plan.ts";
import { approvalLines } from "../plan/approvals.ts";
import { type Change, type Forge, type Review, sameUser } from "./forge.ts";
import { ForgeError } from "./forge-error.ts";

/**
 * A sentence for each owners who did not agree, with why the approvals that are there do not count.
 *
 * @param since when the plan that is agreed to was first told, in ISO 8601; undefined: it was not
 * @throws ForgeError
 */
export async function missingAgreements(
  forge: Forge,
  { approvals }: Pick<Plan, "approvals">,
  reviews: readonly Review[],
  change: Change,
  since: string | undefined,
): Promise<readonly string[]> {
  const against = (review: Review) => reasonAgainst(review, change, since);
  const counting = reviews.filter((each) => against(each) === undefined).map(({ reviewer }) => reviewer);
  const people = await peopleOf(forge, approvals, counting);
  const missing = approvals.filter((approval) => !people(approval).some((name) => isAmong(name, counting)));
  const others = reviews.flatMap((each) => against(each) ?? []);
  const but = others.length > 0 ? ` (${others.join(", ")})` : "";
  const asked = (own: readonly PlanApproval[], anyone = "") =>
    approvalLines({ approvals: own }).map((line) => `an approval of this commit by ${anyone}${line}${but}`);
  const isNamed = ({ owners }: PlanApproval) => owners.length > 0;
  return [
    ...asked(missing.filter(isNamed)),
    ...asked(
      missing.filter((each) => !isNamed(each)),
      "anyone who may write, since ",
    ),
  ];
}

/** Why an approval is none; nothing of what was never one. */
function reasonAgainst(
  { reviewer, approves, current, at }: Review,
  { author }: Change,
  since: string | undefined,
): string | undefined {
  if (sameUser(reviewer, author)) return `${reviewer} opened it`;
  if (!approves) return `${reviewer} does not approve`;
  if (!current) return `${reviewer} approved an older commit`;
  const isLater = since === undefined || Date.parse(at ?? "") >= Date.parse(since);
  return isLater ? undefined : `${reviewer} approved before this plan was posted`;
}

const isAmong = (name: string, names: readonly string[]): boolean => names.some((each) => sameUser(each, name));

/** Who may give an agreement; where nobody is named, whoever approved and may write to the repository. */
async function peopleOf(
  forge: Forge,
  approvals: readonly PlanApproval[],
  counting: readonly string[],
): Promise<(approval: PlanApproval) => readonly string[]> {
  if (counting.length === 0) return () => [];
  const owners = [...new Set(approvals.flatMap((each) => each.owners))];
  const members = new Map<string, readonly string[]>();
  for (const owner of owners) members.set(owner, owner.includes("/") ? await membersOf(forge, owner) : [owner]);
  const writers: string[] = [];
  if (approvals.some((each) => each.owners.length === 0)) {
    for (const name of counting) if (await forge.mayWrite(name)) writers.push(name);
  }
  return ({ owners: own }) => (own.length === 0 ? writers : own.flatMap((owner) => members.get(owner) ?? []));
}

/** A group that is not there, or that nobody may see, has no members: what nobody can prove does not count. */
async function membersOf(forge: Forge, group: string): Promise<readonly string[]> {
  try {
    return await forge.members(group);
  } catch (error) {
    if (error instanceof ForgeError && error.status === 404) return [];
    throw error;
  }
}
