import { styleText } from "node:util";
import type { ChangeGroup } from "../../compiler/diff/group.ts";
import type { DiffReport, Scope } from "../../compiler/diff/report.ts";
import { type Effect, effectTexts } from "../../model/kinds/facts.ts";
import { findingText, plural } from "../../pipeline/report/text.ts";
import { byHandText } from "./by-hand.ts";
import { placesText } from "./places.ts";
import { privilegesText } from "./privileges.ts";
import { removalsText } from "./removals.ts";

const maxLines = 24;

/** The verdict, the groups of equal changes with one example each, and where they land. */
export function textDiff(report: DiffReport, colour: boolean): string {
  const lines = [headline(report), ""];
  for (const { effect } of report.effects) {
    lines.push(`  ${effect.padEnd(14)} ${placesOf(report, effect)}: ${effectTexts[effect]}`);
  }
  if (report.effects.length > 0) lines.push("");
  lines.push(...removalsText(report), ...privilegesText(report), ...byHandText(report));
  for (const [index, group] of report.groups.entries()) lines.push(...groupLines(group, index, colour), "");
  lines.push(...tables(report));
  for (const finding of report.findings) lines.push(findingText(finding, colour));
  return `${lines.join("\n").trimEnd()}\n`;
}

export function headline({ base, head, sites, files, hubs, centre, groups }: DiffReport): string {
  if (groups.length === 0) return `${base}..${head}: nothing changes on any cluster`;
  const clusters = sites.changed + sites.added + sites.removed;
  const others = [
    ...(hubs.changed > 0 ? [plural(hubs.changed, "hub")] : []),
    ...(centre.changed > 0 ? ["the centre"] : []),
  ];
  const scope = `${clusters.toLocaleString("en")} of ${plural(sites.total + sites.removed, "site")} change`;
  const counts = `${sites.added} added, ${sites.removed} removed`;
  const also = others.length > 0 ? `, also ${others.join(" and ")}` : "";
  return `${base}..${head}: ${scope} (${counts})${also}; ${plural(groups.length, "distinct change")} in ${plural(files, "file")}`;
}

/** Where something has that effect, whatever else happens there. */
export function placesOf({ groups }: DiffReport, effect: Effect): string {
  return placesText(groups.flatMap((group) => (group.effect === effect ? group.constructs : [])));
}

function groupLines(group: ChangeGroup, index: number, colour: boolean): readonly string[] {
  const { kind, title, effect, constructs, regions, files, path, example } = group;
  const where = `${placesText(constructs)} in ${plural(regions.length, "repository", "repositories")}`;
  const shown = example.patch.slice(0, maxLines);
  const rest = example.patch.length - shown.length;
  return [
    `${groupName(index)}  ${title} ${kind}: ${where}, ${plural(files, "file")}; ${effect}`,
    `   ${path}`,
    `   e.g. ${example.repository}: ${example.path}`,
    ...shown.map((line) => `   ${paintLine(line, colour)}`),
    ...(rest > 0 ? [`   ... ${plural(rest, "more line")}`] : []),
    `   ${regionList(regions)}`,
  ];
}

/** A, B, ... Z, AA, AB, ... */
export function groupName(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : groupName(Math.floor(index / 26) - 1) + last;
}

/** The largest regions by name, the others as a count. */
export function regionList(regions: ChangeGroup["regions"]): string {
  const named = regions.slice(0, 5).map(({ name, files }) => `${name} ${files}`);
  const rest = regions.length - named.length;
  return [...named, ...(rest > 0 ? [`${rest} more`] : [])].join(" · ");
}

function paintLine(line: string, colour: boolean): string {
  const style = line.startsWith("+") ? "green" : line.startsWith("-") ? "red" : undefined;
  return colour && style ? styleText(style, line, { validateStream: false }) : line;
}

function tables({ regions, rings }: DiffReport): readonly string[] {
  const rows = (title: string, scopes: readonly Scope[]) => {
    const touched = scopes.filter(({ added, changed, removed }) => added + changed + removed > 0);
    if (touched.length === 0) return [];
    const width = Math.max(title.length, ...touched.map(({ name }) => name.length)) + 2;
    const cells = (values: readonly (string | number)[]) => values.map((value) => String(value).padStart(9)).join("");
    return [
      `${title.padEnd(width)}${cells(["sites", "added", "changed", "removed"])}`,
      ...touched.map(
        ({ name, total, added, changed, removed }) => name.padEnd(width) + cells([total, added, changed, removed]),
      ),
      "",
    ];
  };
  return [...rows("ring", rings), ...rows("region", regions)];
}
