/** The comparison as one comment for a pull request. */

import type { ChangeGroup } from "../../compiler/diff/group.ts";
import type { DiffReport, Scope } from "../../compiler/diff/report.ts";
import { effectTexts } from "../../model/kinds/facts.ts";
import { plural } from "../../pipeline/report/text.ts";
import { escapeMarkdown, findingsTable } from "../report/markdown.ts";
import { byHandMarkdown } from "./by-hand.ts";
import { placesText } from "./places.ts";
import { privilegesMarkdown } from "./privileges.ts";
import { removalsMarkdown } from "./removals.ts";
import { groupName, headline, placesOf, regionList } from "./text.ts";

/** GitHub cuts comments at 65,536 characters. */
const budget = 60_000;
const patchLines = 40;

/**
 * One comment for a pull request: verdict, table, then equal changes once each. Sections that do not
 * fit are counted, never cut in the middle. Equal inputs give equal bytes, so a bot edits in place.
 */
export function markdownDiff(report: DiffReport): string {
  const head = [
    `<!-- flotilla:diff:v1 -->`,
    `### Flotilla: ${escapeMarkdown(headline(report))}`,
    "",
    ...policy(report),
    ...removalsMarkdown(report, budget / 8),
    ...privilegesMarkdown(report, budget / 8),
    ...byHandMarkdown(report, budget / 4),
    ...table(report),
  ].join("\n");
  const sections = report.groups.map(section);
  const parts = [head];
  let size = head.length + 400;
  for (const [index, text] of sections.entries()) {
    size += text.length + 1;
    if (size > budget) {
      parts.push(
        `\n${plural(sections.length - index, "more distinct change")}: \`flotilla diff --base ${report.base}\` prints all.`,
      );
      break;
    }
    parts.push(text);
  }
  return `${parts.join("\n")}\n`;
}

/** What the rules say comes before everything else: a third of the room at most. */
function policy({ findings }: DiffReport): readonly string[] {
  if (findings.length === 0) return ["All rules hold.", ""];
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const warnings = findings.length - errors;
  return [
    `**Rules: ${plural(errors, "blocking finding")}, ${plural(warnings, "warning")}.**`,
    "",
    findingsTable(findings, budget / 3),
    "",
  ];
}

function table(report: DiffReport): readonly string[] {
  const { centre, hubs, rings, regions, sites, effects } = report;
  const row = (name: string, { total, added, changed, removed }: Scope) =>
    `| ${name} | ${total} | ${added} | ${changed} | ${removed} |`;
  const touched = regions.filter(({ added, changed, removed }) => added + changed + removed > 0).length;
  return [
    "| | clusters | added | changed | removed |",
    "|---|--:|--:|--:|--:|",
    row("Centre", centre),
    row("Hubs", hubs),
    ...rings.map((ring) => row(`Sites of ring ${escapeMarkdown(ring.name)}`, ring)),
    row("**All sites**", sites),
    "",
    `${touched} of ${plural(regions.length, "region")} change.`,
    ...(effects.length > 0 ? ["", "| effect | where | |", "|---|---|---|"] : []),
    ...effects.map(({ effect }) => `| **${effect}** | ${placesOf(report, effect)} | ${effectTexts[effect]} |`),
    "",
  ];
}

function section(group: ChangeGroup, index: number): string {
  const { kind, title, effect, constructs, regions, path, example } = group;
  const shown = example.patch
    .slice(0, patchLines)
    .map((line) => (line.length > 200 ? `${line.slice(0, 197)}...` : line));
  const rest = example.patch.length - shown.length;
  const fence = "`".repeat(Math.max(3, longestRun(shown.join("\n")) + 1));
  return [
    `<details${index === 0 ? " open" : ""}><summary><b>${groupName(index)}</b> · ${placesText(constructs)} · ${plural(regions.length, "region")} · ${escapeHtml(title)} ${kind} · ${effect}</summary>`,
    "",
    `\`${path.replaceAll("`", "'")}\`, for example in ${escapeMarkdown(example.repository)}:`,
    "",
    ...(shown.length > 0 ? [`${fence}diff`, ...shown] : []),
    ...(rest > 0 ? [`# ${rest} more lines`] : []),
    ...(shown.length > 0 ? [fence, ""] : []),
    escapeMarkdown(regionList(regions)),
    "</details>",
    "",
  ].join("\n");
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
