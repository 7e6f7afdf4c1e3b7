/** The summary of a run over many stacks. */

import { plural } from "../../pipeline/report/text.ts";
import type { Operation } from "./operate.ts";
import type { StackRun, UnitCounts } from "./stack-run.ts";

export const summaryFormats = ["text", "markdown", "json"] as const;
export type SummaryFormat = (typeof summaryFormats)[number];

const columns = ["region", "added", "changed", "deleted", "unchanged", "seconds", "outcome"] as const;
const counts: readonly (keyof UnitCounts)[] = ["added", "changed", "deleted", "unchanged"];

/** One line as a stack ends, and below it why it failed. */
export function runLine({ stack, units, seconds, outcome, reasons }: StackRun): string {
  const told = counts.filter((kind) => units[kind] > 0).map((kind) => `${units[kind]} ${kind}`);
  const details = outcome === "skipped" ? "" : ` (${[...told, `${seconds.toFixed(1)} s`].join(", ")})`;
  const below = reasons.flatMap((reason) => reason.split("\n")).map((line) => `  ${line}\n`);
  return `${stack}: ${outcome}${details}\n${below.join("")}`;
}

export const summaries: Readonly<Record<SummaryFormat, (operation: Operation, runs: readonly StackRun[]) => string>> = {
  text: (operation, runs) => {
    const rows = [columns, ...runs.map(cells)];
    const widths = columns.map((_, index) => Math.max(...rows.map((row) => String(row[index]).length)));
    const line = (row: readonly string[]) =>
      row
        .map((cell, index) =>
          index === 0 || index === columns.length - 1
            ? cell.padEnd(widths[index] ?? 0)
            : cell.padStart(widths[index] ?? 0),
        )
        .join("  ")
        .trimEnd();
    return `${rows.map(line).join("\n")}\n${verdict(operation, runs)}\n`;
  },
  markdown: (operation, runs) =>
    [
      `**${verdict(operation, runs)}**`,
      "",
      `| ${columns.join(" | ")} |`,
      `|---|${"---:|".repeat(columns.length - 2)}---|`,
      ...runs.map((run) => `| ${cells(run).join(" | ")} |`),
      "",
    ].join("\n"),
  json: (operation, runs) =>
    `${JSON.stringify({ schema: "flotilla.dev/stacks/v1", operation, stacks: runs }, undefined, 2)}\n`,
};

function cells({ stack, units, seconds, outcome }: StackRun): readonly string[] {
  return [stack, ...counts.map((kind) => String(units[kind])), seconds.toFixed(1), outcome];
}

function verdict(operation: Operation, runs: readonly StackRun[]): string {
  const by = (...outcomes: readonly StackRun["outcome"][]) =>
    runs.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const bad = (["failed", "cancelled", "skipped"] as const).filter((outcome) => by(outcome) > 0);
  const rest = bad.map((outcome) => `, ${by(outcome)} ${outcome}`).join("");
  return `${operation}: ${plural(runs.length, "stack")}, ${by("changed")} changed, ${by("unchanged")} unchanged${rest}`;
}
