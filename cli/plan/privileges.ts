/** Rights that grow, exemptions and the baseline, as text and as Markdown. */

import type { BaselineRow } from "../../compiler/plan/baseline.ts";
import type { ExemptionRow } from "../../compiler/plan/exemptions.ts";
import type { Plan } from "../../compiler/plan/plan.ts";
import type { PrivilegeGrowth } from "../../compiler/plan/privileges.ts";
import { subjectsOf } from "../../pipeline/report/report.ts";
import { plural } from "../../pipeline/report/text.ts";
import { escapeMarkdown } from "../report/markdown.ts";
import { fittingRows } from "./fitting-rows.ts";

type Agreed = Pick<Plan, "privileges" | "exemptions" | "baseline">;

const BASELINE = "Baseline of findings";

/** Lines with one of them empty at the end, or none. */
export function privilegesText({ privileges, exemptions, baseline }: Agreed): readonly string[] {
  const rights = privileges.map((each) => `  ${each.privilege.padEnd(14)} ${each.what}  [${where(each)}]`);
  const rows = exemptions.map(
    (each) => `  ${each.state.padEnd(14)} ${each.rule} for ${each.construct}: ${terms(each)}`,
  );
  return [
    ...(rights.length > 0 ? ["Privileges that grow", ...rights, ""] : []),
    ...(rows.length > 0 ? ["Exemptions", ...rows, ""] : []),
    ...(baseline.length > 0
      ? [BASELINE, ...baseline.map((each) => `  ${each.state.padEnd(14)} ${each.rule}: ${heldText(each)}`), ""]
      : []),
  ];
}

/** @param room characters; rows that do not fit are counted */
export function privilegesMarkdown({ privileges, exemptions, baseline }: Agreed, room: number): readonly string[] {
  return [
    ...section(
      "Privileges that grow",
      ["| may | what | where |", "|---|---|---|"],
      privileges.map((each) => `| \`${each.privilege}\` | ${escapeMarkdown(each.what)} | ${where(each)} |`),
      room,
    ),
    ...section(
      "Exemptions",
      ["| | rule | where | terms |", "|---|---|---|---|"],
      exemptions.map(
        (each) =>
          `| **${each.state}** | ${each.rule} | ${escapeMarkdown(each.construct)} | ${escapeMarkdown(terms(each))} |`,
      ),
      room,
    ),
    ...section(
      BASELINE,
      ["| | rule | findings |", "|---|---|---|"],
      baseline.map((each) => `| **${each.state}** | ${each.rule} | ${escapeMarkdown(heldText(each))} |`),
      room,
    ),
  ];
}

/** `3 findings at panji/hunan and 2 more` */
function heldText({ findings, constructs }: BaselineRow): string {
  return `${plural(findings, "finding")} at ${subjectsOf({ subjects: constructs })}`;
}

function section(title: string, head: readonly string[], rows: readonly string[], room: number): readonly string[] {
  if (rows.length === 0) return [];
  return [`#### ${title}`, "", ...head, ...fittingRows(rows, room), ""];
}

/** `3 sites, 1 other cluster`; one alone by its name. */
function where({ constructs, sites }: PrivilegeGrowth): string {
  const [only] = constructs;
  if (constructs.length === 1 && only !== undefined) return only;
  const others = constructs.length - sites;
  return [
    ...(sites > 0 ? [plural(sites, "site")] : []),
    ...(others > 0 ? [plural(others, sites > 0 ? "other cluster" : "cluster")] : []),
  ].join(", ");
}

function terms({ reason, owner, ticket, expires, findings }: ExemptionRow): string {
  return `${reason} (${owner}, ${ticket}), until ${expires}; covers ${plural(findings, "finding")}`;
}
