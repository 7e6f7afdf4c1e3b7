/** What a change takes away and what becomes of it, as text and as Markdown: the sentences of the commit. */

import { removalLines } from "../../compiler/emit/removals.ts";
import type { Plan } from "../../compiler/plan/plan.ts";
import { escapeMarkdown } from "../report/markdown.ts";
import { fittingRows } from "./fitting-rows.ts";

/** Lines with one of them empty at the end, or none. */
export function removalsText({ removals }: Pick<Plan, "removals">): readonly string[] {
  const rows = removals.flatMap(({ repository, ...gone }) =>
    removalLines(gone).map((line) => `  ${repository}: ${line}`),
  );
  return rows.length > 0 ? ["What goes", ...rows, ""] : [];
}

/** @param room characters; rows that do not fit are counted */
export function removalsMarkdown({ removals }: Pick<Plan, "removals">, room: number): readonly string[] {
  const rows = removals.flatMap(({ repository, ...gone }) =>
    removalLines(gone).map((line) => `- **${escapeMarkdown(repository)}**: ${escapeMarkdown(line)}`),
  );
  return rows.length > 0 ? ["#### What goes", "", ...fittingRows(rows, room), ""] : [];
}
