/** Writes sites/baseline.yaml anew: without what is mended, or with every finding of today. */

import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BaselineSpec } from "../../model/baseline-file.ts";
import type { Report } from "../../pipeline/report/report.ts";
import { plural } from "../../pipeline/report/text.ts";
import { changedCounts } from "../../policies/baseline-growth.ts";
import { baselineText } from "./baseline-text.ts";

const NAME = "sites/baseline.yaml";

/** `shrink` never adds anything. */
export type BaselineWish = "shrink" | "grow";

/**
 * Writes the file, or leaves it alone where nothing is known of what the rules would find; one that would be empty goes.
 *
 * @param before entries that the file has
 * @returns what became of it, in lines for a person
 */
export function writeBaseline(
  root: string,
  wish: BaselineWish,
  { nextBaseline, evaluated, findings }: Report,
  before: readonly BaselineSpec[],
): string {
  const left = (why: string) => `${NAME} was left as it is: ${why}\n`;
  if (!existsSync(join(root, "sites"))) return left("there is no folder sites, which holds it");
  if (!evaluated) return left("the rules were not run, fix the files first");
  if (findings.some(({ notEvaluated }) => notEvaluated)) return left("a rule could not be evaluated, see below");
  const after = wish === "grow" ? nextBaseline.grown : nextBaseline.shrunk;
  const path = join(root, NAME);
  const text = after.length > 0 ? baselineText(after) : undefined;
  const old = existsSync(path) ? readFileSync(path, "utf8") : undefined;
  if (text === undefined) rmSync(path, { force: true });
  else if (text !== old) writeFileSync(path, text);
  const { grown, shrunk } = changedCounts(before, after);
  const total = sum(after);
  const rules = new Set(after.map(({ rule }) => rule)).size;
  const what =
    total === 0 ? "holds nothing, and goes" : `holds ${plural(total, "finding")} of ${plural(rules, "rule")}`;
  const step = grown.length > 0 ? "  next: commit it; a plan tells how much it grew and asks the owners\n" : "";
  return `${NAME} ${what}: ${sum(grown)} more and ${sum(shrunk)} fewer than before\n${step}`;
}

function sum(entries: readonly Pick<BaselineSpec, "count">[]): number {
  return entries.reduce((total, { count }) => total + count, 0);
}
