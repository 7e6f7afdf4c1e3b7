/** Rights that grow and exemptions that change, as text and as Markdown. */

import type { ExemptionRow } from "../../compiler/plan/exemptions.ts";
import type { Plan } from "../../compiler/plan/plan.ts";
import type { PrivilegeGrowth } from "../../compiler/plan/privileges.ts";
import { plural } from "../../pipeline/report/text.ts";
import { escapeMarkdown } from "../report/markdown.ts";
import { fittingRows } from "./fitting-rows.ts";

/** Lines with one of them empty at the end, or none. */
export function privilegesText({ privileges, exemptions }: Pick<Plan, "privileges" | "exemptions">): readonly string[] {
  const rights = privileges.map((each) => `  ${each.privilege.padEnd(14)} ${each.what}  [${where(each)}]`);
  const rows = exemptions.map(
    (each) => `  ${each.state.padEnd(14)} ${each.rule} for ${each.construct}: ${terms(each)}`,
  );
  return [
    ...(rights.length > 0 ? ["Privileges that grow", ...rights, ""] : []),
    ...(rows.length > 0 ? ["Exemptions", ...rows, ""] : []),
  ];
}

/** @param room characters; rows that do not fit are counted */
export function privilegesMarkdown(
  { privileges, exemptions }: Pick<Plan, "privileges" | "exemptions">,
  room: number,
): readonly string[] {
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
  ];
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
