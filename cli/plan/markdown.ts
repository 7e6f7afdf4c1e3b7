/** A plan as one comment for a pull request: below the limit of every forge, with nothing in it that a name could do. */

import type { LeafChange } from "../../compiler/plan/leaf-changes.ts";
import type { Plan, PlanClass, Scope } from "../../compiler/plan/plan.ts";
import { withoutCredentials } from "../../model/url.ts";
import { plural } from "../../pipeline/report/text.ts";
import { escapeMarkdown, findingsTable } from "../report/markdown.ts";
import { approvalLines } from "./approvals.ts";
import { byHandMarkdown } from "./by-hand.ts";
import { shareList } from "./lines.ts";
import { privilegesMarkdown } from "./privileges.ts";
import { removalsMarkdown } from "./removals.ts";
import { imagesHead, imageText, loadLines, loadNote, rolloutText, timingNote } from "./when.ts";
import {
  causeText,
  countsText,
  disruptionRows,
  headline,
  moveText,
  placesText,
  upgradeLines,
  verdict,
} from "./words.ts";
import { zoneTable } from "./zone-table.ts";

/** GitHub cuts comments at 65,536 characters; no other forge takes fewer. */
const BUDGET = 60_000;
/** For what follows when sections were left out. */
const RESERVE = 600;
const MAX_CHANGES = 12;
const MAX_VALUE = 300;
/** References that are new to a zone. */
const MAX_IMAGES = 10;

/** A part that stands or goes as a whole. */
interface Section {
  /** What is said of it when it is left out. */
  readonly name: string;
  readonly text: string;
  /** The highest goes first; 0 never goes. */
  readonly rank: number;
}

/** One comment: verdict, moves, findings, rights, work by hand, changes, why, when, tables. Equal plans give equal bytes. */
export function markdownPlan(plan: Plan): string {
  const marker = `<!-- flotilla:plan:v1 key=${plan.fleet} plan=${plan.hash} -->`;
  return written([
    { name: "", rank: 0, text: `${marker}\n${head(plan)}` },
    ...sections(plan),
    ...(plan.rollout.length > 0
      ? [
          { name: "when", rank: 3, text: whenSection(plan) },
          { name: "what is fetched", rank: 4, text: loadSection(plan) },
        ]
      : []),
    { name: "", rank: 0, text: `<sub>plan <code>${plan.hash}</code> · Flotilla ${escapeHtml(plan.tool)}</sub>\n` },
  ]);
}

function sections(plan: Plan): readonly Section[] {
  const part = (name: string, rank: number, lines: readonly string[]): readonly Section[] =>
    lines.length === 0 ? [] : [{ name, rank, text: `${lines.join("\n").trimEnd()}\n` }];
  const titled = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`#### ${title}`, "", ...lines, ""];
  const list = (lines: readonly string[]) => lines.map((line) => `- ${escapeMarkdown(line.trim())}`);
  return [
    ...part(
      "moves",
      0,
      titled("Renames and moves", list(plan.moves.slice(0, 40).map(moveText)).concat(moreMoves(plan))),
    ),
    ...part("findings", 0, policy(plan)),
    ...part("who must agree", 0, titled("Who must agree", list(approvalLines(plan)))),
    ...part("what goes", 1, removalsMarkdown(plan, BUDGET / 8)),
    ...part("rights and exemptions", 1, privilegesMarkdown(plan, BUDGET / 8)),
    ...part("work by hand", 1, byHandMarkdown(plan, BUDGET / 6)),
    ...part("tool and schemas", 1, titled("Tool and schemas", list(upgradeLines(plan)))),
    ...part("numbers", 2, numbers(plan)),
    ...plan.classes.map(
      (each, index): Section => ({ name: "change", rank: 10 + index, text: classSection(each, index) }),
    ),
    ...part("why", 2, titled("Why", causeList(plan))),
    ...part("zones", 3, zoneColumns(plan)),
    ...part("regions", 4, regionTable(plan)),
  ];
}

/** Leaves out whole sections, those of the highest rank first, until the rest fits. */
function written(all: readonly Section[]): string {
  const size = (list: readonly Section[]) => list.reduce((sum, { text }) => sum + text.length + 1, 0);
  const order = all.filter(({ rank }) => rank > 0).toSorted((a, b) => b.rank - a.rank);
  const left = new Set<Section>();
  let room = BUDGET - RESERVE - size(all);
  for (const section of order) {
    if (room >= 0) break;
    left.add(section);
    room += section.text.length + 1;
  }
  const names = [...Map.groupBy(left, ({ name }) => name)].map(([name, own]) =>
    name === "change" ? plural(own.length, "distinct change") : name,
  );
  const note =
    left.size > 0 ? [`Left out for length: ${names.join(", ")}. \`flotilla plan\` prints everything.\n`] : [];
  return [...all.filter((each) => !left.has(each)).map(({ text }) => text), ...note].join("\n");
}

function head(plan: Plan): string {
  const rows = disruptionRows(plan).map(({ what, clusters }) => `**${what}** at ${plural(clusters, "cluster")}`);
  return [
    `### Flotilla: ${escapeMarkdown(headline(plan))}`,
    "",
    `${countsText(plan)}. ${plan.classes.length + plan.moves.length === 0 ? "" : `${rows.length > 0 ? rows.join(", ") : "Nothing restarts"}. `}`.trimEnd(),
    "",
  ].join("\n");
}

function moreMoves({ moves }: Plan): readonly string[] {
  return moves.length > 40 ? [`- ${moves.length - 40} more`] : [];
}

/** What the rules say comes before the changes: a quarter of the room at most. */
function policy(plan: Plan): readonly string[] {
  const { findings } = plan;
  if (findings.length === 0) return ["All rules hold.", ""];
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const warnings = findings.length - errors;
  return [
    `**Rules: ${plural(errors, "blocking finding")}, ${plural(warnings, "warning")}.** ${errors > 0 ? verdict(plan) : ""}`.trimEnd(),
    "",
    findingsTable(findings, BUDGET / 4),
    "",
  ];
}

function numbers({ centre, hubs, rings, regions, sites }: Plan): readonly string[] {
  const touched = regions.filter(({ added, changed, removed, moved }) => added + changed + removed + moved > 0).length;
  return [
    "| | clusters | removed | moved | changed | added |",
    "|---|--:|--:|--:|--:|--:|",
    row("Centre", centre),
    row("Hubs", hubs),
    ...rings.map((ring) => row(`Sites of ring ${escapeMarkdown(ring.name)}`, ring)),
    row("**All sites**", sites),
    "",
    `${touched} of ${plural(regions.length, "region")} change.`,
    "",
  ];
}

function row(name: string, { total, added, changed, removed, moved }: Scope): string {
  return `| ${name} | ${total} | ${removed} | ${moved} | ${changed} | ${added} |`;
}

function regionTable({ regions }: Plan): readonly string[] {
  const touched = regions.filter(({ added, changed, removed, moved }) => added + changed + removed + moved > 0);
  if (touched.length === 0) return [];
  return [
    `<details><summary>${plural(touched.length, "region")}</summary>`,
    "",
    "| region | sites | removed | moved | changed | added |",
    "|---|--:|--:|--:|--:|--:|",
    ...touched.map((region) => row(escapeMarkdown(region.name), region)),
    "",
    "</details>",
    "",
  ];
}

/** Columns that a reader takes in without scrolling. */
const MAX_ZONES = 12;

function zoneColumns(plan: Plan): readonly string[] {
  const table = zoneTable(plan, () => MAX_ZONES);
  if (!table) return [];
  const { zones, others, rows, more } = table;
  const cell = (sites: number) => (sites === 0 ? "" : String(sites));
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rest = (text: string) => (others > 0 ? [text] : []);
  return [
    `<details><summary>Sites by zone</summary>`,
    "",
    line(["", ...zones.map(escapeMarkdown), ...rest(`${others} more`)]),
    `|---|${"--:|".repeat(zones.length + rest("").length)}`,
    ...rows.map((each) => line([`**${each.id}**`, ...each.sites.map(cell), ...rest(cell(each.rest))])),
    ...(more > 0 ? ["", `${plural(more, "more change")} in plan.json.`] : []),
    "",
    "</details>",
    "",
  ];
}

function causeList({ causes }: Plan): readonly string[] {
  const rows = causes.slice(0, 30).map((cause) => `${cause.id}. ${escapeMarkdown(causeText(cause))}`);
  return causes.length > 30 ? [...rows, "", `${causes.length - 30} more in plan.json.`] : rows;
}

function classSection(each: PlanClass, index: number): string {
  const { id, kind, title, disruption, effect, regions, rings, path, example, objects, changes, cut, causes } = each;
  const shown = changes.slice(0, MAX_CHANGES);
  const rest = changes.length + cut - shown.length;
  const lines = shown.flatMap(diffLines);
  const fence = "`".repeat(Math.max(3, longestRun(lines.join("\n")) + 1));
  const what = disruption === "none" ? effect : disruption;
  const why = causes.length > 0 ? ` Why: ${causes.join(", ")}.` : "";
  return [
    `<details${index === 0 ? " open" : ""}><summary><b>${id}</b> · ${escapeHtml(title)} ${kind} · ${placesText(each)} · ${what}</summary>`,
    "",
    `${code(path)}, for example ${code(example.path)} in ${escapeMarkdown(example.repository)}.${why}`,
    "",
    ...(objects.length > 0
      ? [
          `Objects: ${escapeMarkdown(objects.slice(0, 30).join(", "))}${objects.length > 30 ? ` and ${objects.length - 30} more` : ""}`,
          "",
        ]
      : []),
    ...(lines.length > 0 ? [`${fence}diff`, ...lines] : []),
    ...(rest > 0 ? [`# ${plural(rest, "more difference")}`] : []),
    ...(lines.length > 0 ? [fence, ""] : []),
    escapeMarkdown([shareList(rings), shareList(regions, 5)].filter((text) => text !== "").join(" | ")),
    "</details>",
    "",
  ].join("\n");
}

function diffLines({ path, before, after }: LeafChange): readonly string[] {
  const side = (sign: string, text: string | undefined) =>
    text === undefined
      ? []
      : text
          .split("\n")
          .slice(0, 6)
          .map((line) => `${sign} ${cut(line)}`);
  return [`  ${cut(path)}`, ...side("-", before), ...side("+", after)];
}

const cut = (text: string): string => (text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE - 1)}…` : text);

function whenSection({ rollout, timing }: Plan): string {
  return [
    "#### When",
    "",
    timingNote(timing),
    "",
    ...rollout.map((each) => `- **${escapeMarkdown(each.ring)}**: ${escapeMarkdown(rolloutText(each))}`),
    "",
  ].join("\n");
}

function loadSection(plan: Plan): string {
  const { images } = plan;
  const head = imagesHead(plan);
  const rows = images.slice(0, MAX_IMAGES).map((each) => `- ${escapeMarkdown(imageText(each))}`);
  const more = images.length > MAX_IMAGES ? [`- ${images.length - MAX_IMAGES} more in plan.json`] : [];
  return [
    "#### What is fetched",
    "",
    loadNote,
    "",
    ...loadLines(plan).map((line) => `- ${escapeMarkdown(line)}`),
    "",
    ...(head === undefined ? [] : [`${head}:`, "", ...rows, ...more, ""]),
  ].join("\n");
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

/** A code span that no content can leave. */
function code(text: string): string {
  return `\`${text.replace(/[`|\r\n]/g, " ")}\``;
}

/** Markup is text, and nobody is mentioned. */
function escapeHtml(text: string): string {
  return withoutCredentials(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[\r\n]+/g, " ")
    .replace(/([\\`*_[\]|#~])/g, "\\$1")
    .replace(/@/g, "@\u200B");
}
