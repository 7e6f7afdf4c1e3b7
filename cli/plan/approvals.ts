/** Who has to agree, as lines that every face of a plan has. */

import type { PlanApproval } from "../../compiler/plan/approvals.ts";
import type { Plan } from "../../compiler/plan/plan.ts";
import { plural } from "../../pipeline/report/text.ts";

/** Each agreement in a sentence, those of equal owners beside one another. */
export function approvalLines({ approvals }: Pick<Plan, "approvals">): readonly string[] {
  return [...Map.groupBy(approvals, ownersText)].map(([owners, own]) => `${owners}: ${own.map(reasonText).join("; ")}`);
}

/** `fleet-team or network-team (panji/guangdong)` */
function ownersText({ owners, area }: PlanApproval): string {
  if (owners.length === 0) return "nobody is named in sites/OWNERS.yaml";
  return `${owners.join(" or ")} (${area})`;
}

/** `deletion at 3 sites` */
function reasonText({ reason, what, sites, members }: PlanApproval): string {
  if (reason === "share" || reason === "owners") return what;
  const others = members.length - sites;
  const where = [
    ...(sites > 0 ? [plural(sites, "site")] : []),
    ...(others > 0 ? [members.length === 1 ? (members[0] as string) : plural(others, "other place")] : []),
  ];
  return `${reason} at ${where.join(" and ")}`;
}
