/** The checklist of a comparison, as text and as Markdown. */

import type { ByHandItem, FieldRow } from "../../compiler/plan/by-hand.ts";
import type { Plan } from "../../compiler/plan/plan.ts";
import { byHandTimes } from "../../model/by-hand.ts";
import { escapeMarkdown } from "../report/markdown.ts";
import { fittingRows } from "./fitting-rows.ts";

/** Fields that may change and what that does; those that may not are findings. */
function named({ fields }: Pick<Plan, "fields">): readonly FieldRow[] {
  return fields.filter(({ mayChange, effect }) => mayChange && effect !== "no restart");
}

/** Lines with one of them empty at the end, or none. */
export function byHandText(report: Pick<Plan, "fields" | "byHand">): readonly string[] {
  const rows = named(report).map(
    ({ construct, field, before, after, effect, remedy }) =>
      `  ${construct}  ${field}: ${before ?? "none"} -> ${after ?? "none"}; ${effect}: ${remedy}`,
  );
  const steps = byHandTimes.flatMap((when) => {
    const own = report.byHand.filter((item) => item.when === when);
    return own.length === 0 ? [] : [`  ${when}`, ...own.flatMap(textOf)];
  });
  return [
    ...(rows.length > 0 ? ["Fields of living sites", ...rows, ""] : []),
    ...(steps.length > 0 ? ["By hand, in this order", ...steps, ""] : []),
  ];
}

function textOf({ at, what, command }: ByHandItem): readonly string[] {
  return [`  [ ] ${at}: ${what}`, ...(command === undefined ? [] : [`        ${command}`])];
}

/** @param room characters; steps that do not fit are counted */
export function byHandMarkdown({ byHand }: Pick<Plan, "byHand">, room: number): readonly string[] {
  if (byHand.length === 0) return [];
  return ["#### By hand", "", ...fittingRows(byHand.map(markdownOf), room), ""];
}

function markdownOf({ when, at, what, command }: ByHandItem): string {
  const line = `- [ ] ${when}, **${escapeMarkdown(at)}**: ${escapeMarkdown(what)}`;
  return command === undefined ? line : `${line}\n\n  \`\`\`sh\n  ${command}\n  \`\`\`\n`;
}
