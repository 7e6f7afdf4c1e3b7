/** A plan for people at a terminal. */

import { styleText } from "node:util";
import type { LeafChange } from "../../compiler/plan/leaf-changes.ts";
import type { Plan, PlanClass } from "../../compiler/plan/plan.ts";
import { effectTexts } from "../../model/kinds/facts.ts";
import { findingText, plural } from "../../pipeline/report/text.ts";
import { approvalLines } from "./approvals.ts";
import { byHandText } from "./by-hand.ts";
import { fitted, fittedPair, shareList, WIDTH, wrapped } from "./lines.ts";
import { placesText as kindsOfPlaces } from "./places.ts";
import { privilegesText } from "./privileges.ts";
import { removalsText } from "./removals.ts";
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
import { zoneLines } from "./zone-lines.ts";

/** Differing values of a class that are shown. */
const MAX_CHANGES = 2;
/** References that are new to a zone. */
const MAX_IMAGES = 5;

/** Everything, in the order in which a reviewer asks: what moves, what is wrong, what changes, why, when. */
export function textPlan(plan: Plan, colour: boolean): string {
  return `${[...changeLinesOf(plan, colour), ...rolloutLines(plan), `plan ${plan.hash}`].join("\n")}\n`;
}

function changeLinesOf(plan: Plan, colour: boolean): readonly string[] {
  if (plan.classes.length + plan.moves.length === 0) {
    return [
      headline(plan),
      "",
      ...removalsText(plan),
      ...privilegesText(plan),
      ...findingLines(plan, colour),
      ...agreementLines(plan),
      ...upgradeSection(plan),
    ];
  }
  return [
    ...wrapped(headline(plan), "  ", ""),
    ...wrapped(`${countsText(plan)}; ${verdict(plan)}`, "  ", ""),
    "",
    ...section(
      "Renames and moves",
      plan.moves.flatMap((move) => wrapped(moveText(move), "    ", "  ")),
    ),
    ...findingLines(plan, colour),
    ...agreementLines(plan),
    ...removalsText(plan),
    ...privilegesText(plan),
    ...byHandText(plan),
    ...upgradeSection(plan),
    ...effectLines(plan),
    ...plan.classes.flatMap((each) => classLines(each, colour)),
    ...section(
      "Why",
      plan.causes.flatMap((cause) => wrapped(causeText(cause), "     ", `  ${cause.id}. `)),
    ),
    ...section("Where, sites by zone", zoneLines(plan)),
    ...tables(plan),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines, ""];
}

function agreementLines(plan: Plan): readonly string[] {
  return section(
    "Who must agree",
    approvalLines(plan).flatMap((line) => wrapped(line, "    ", "  ")),
  );
}

function findingLines({ findings }: Plan, colour: boolean): readonly string[] {
  return findings.map((finding) => findingText(finding, colour));
}

function upgradeSection(plan: Plan): readonly string[] {
  const lines = upgradeLines(plan).flatMap((line) => wrapped(line, "    ", "  "));
  return section("Tool and schemas", lines);
}

/** What is applied without anybody noticing has no line. */
function effectLines({ effects, classes }: Plan): readonly string[] {
  const told = effects.filter(({ effect, disruption }) => disruption !== "none" || effect !== "no restart");
  if (told.length === 0) return [];
  return [
    ...told.map(({ effect }) => {
      const members = classes.flatMap((each) => (each.effect === effect ? each.members : []));
      return fitted(`  ${effect.padEnd(14)} ${kindsOfPlaces(members)}: ${effectTexts[effect]}`);
    }),
    "",
  ];
}

function classLines(each: PlanClass, colour: boolean): readonly string[] {
  const { id, kind, title, disruption, effect, rings, regions, objects, changes, cut, causes, example } = each;
  const what = disruption === "none" ? effect : disruption;
  const values = [
    ...Map.groupBy(changes, ({ before, after }) => JSON.stringify([before ?? null, after ?? null])).values(),
  ];
  const shown = values.slice(0, MAX_CHANGES);
  const rest = changes.length + cut - shown.flat().length;
  const why = causes.length > 0 ? `; why: ${causes.join(", ")}` : "";
  return [
    fitted(`${id.padEnd(2)} ${title} ${kind}`),
    ...wrapped(`${placesText(each)}; ${what}${why}`, "     ", "   "),
    ...(rings.length > 0 ? [fitted(`   ${shareList(rings)} | ${shareList(regions)}`)] : []),
    ...(shown.length === 0 || objects.length > 0 ? [fitted(`   e.g. ${example.repository}: ${example.path}`)] : []),
    ...shown.flatMap((same) => changeLines(same, colour)),
    ...(rest > 0 ? [`   ... ${plural(rest, "more difference")}`] : []),
    "",
  ];
}

/** Fields that change in the same way. */
function changeLines([first, ...others]: readonly LeafChange[], colour: boolean): readonly string[] {
  if (!first) return [];
  const { path, before, after } = first;
  const room = WIDTH - 5;
  const [old, now] = fittedPair(firstLine(before), firstLine(after), room);
  return [
    fitted(`   ${path}${others.length > 0 ? ` and ${others.length} more` : ""}`),
    ...(before === undefined ? [] : [paint("red", `   - ${old}`, colour)]),
    ...(after === undefined ? [] : [paint("green", `   + ${now}`, colour)]),
  ];
}

/** Of a text of several lines the first that says something, and how many there are. */
function firstLine(text = ""): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.length > 1 ? `${(lines[0] as string).trim()} (${lines.length} lines)` : (lines[0] ?? "");
}

function paint(style: "red" | "green", text: string, colour: boolean): string {
  return colour ? styleText(style, text, { validateStream: false }) : text;
}

function rolloutLines(plan: Plan): readonly string[] {
  const { rollout, timing, images } = plan;
  if (rollout.length === 0) return [];
  const head = imagesHead(plan);
  return [
    "When",
    ...wrapped(timingNote(timing), "  "),
    ...rollout.flatMap((each) => wrapped(rolloutText(each), "      ", `  ${each.ring.padEnd(8)} `)),
    "",
    "What is fetched",
    ...wrapped(loadNote, "  "),
    ...loadLines(plan).flatMap((line) => wrapped(line, "      ", "  ")),
    ...(head === undefined ? [] : wrapped(head, "      ", "  ")),
    ...images
      .slice(0, MAX_IMAGES)
      .flatMap((each) => wrapped(imageText(each), "        ", "    ").map((line) => fitted(line))),
    ...(images.length > MAX_IMAGES ? [`    ${images.length - MAX_IMAGES} more`] : []),
    "",
  ];
}

function tables({ rings }: Plan): readonly string[] {
  const touched = rings.filter(({ added, changed, removed, moved }) => added + changed + removed + moved > 0);
  if (touched.length === 0) return [];
  const width = Math.max("ring".length, ...touched.map(({ name }) => name.length)) + 2;
  const cells = (values: readonly (string | number)[]) => values.map((value) => String(value).padStart(9)).join("");
  return [
    `${"ring".padEnd(width)}${cells(["sites", "removed", "moved", "changed", "added"])}`,
    ...touched.map(
      ({ name, total, removed, moved, changed, added }) =>
        name.padEnd(width) + cells([total, removed, moved, changed, added]),
    ),
    "",
  ];
}

/** Lines of `--summary`. */
const SUMMARY = 20;

/** At most twenty lines, whatever the change. */
export function summaryPlan(plan: Plan): string {
  const { moves, findings, classes, causes, hash } = plan;
  const head = [...wrapped(headline(plan), "  ", "").slice(0, 3), fitted(`${countsText(plan)}; ${verdict(plan)}`)];
  const some = (lines: readonly string[], most: number, rest: string): readonly string[] =>
    lines.length > most ? [...lines.slice(0, most - 1), `  ${lines.length - most + 1} more ${rest}`] : lines;
  const lines = [
    ...some(
      moves.map((move) => fitted(`  ${moveText(move)}`)),
      2,
      "moves",
    ),
    ...some(
      findings.map(({ severity, code, message }) => fitted(`  ${severity} ${code}: ${message}`)),
      3,
      "findings",
    ),
    ...some(
      removalsText(plan)
        .slice(1, -1)
        .map((line) => fitted(line)),
      2,
      "lines of what goes",
    ),
    ...some(
      disruptionRows(plan).map(({ what, clusters }) => `  ${what}: ${plural(clusters, "cluster")}`),
      3,
      "disruptions",
    ),
    ...some(
      approvalLines(plan).map((line) => fitted(`  must agree: ${line}`)),
      2,
      "agreements",
    ),
    ...[imagesHead(plan)].flatMap((line) => (line === undefined ? [] : [fitted(`  fetched: ${line}`)])),
    ...some(
      upgradeLines(plan).map((line) => fitted(`  ${line}`)),
      2,
      "versions of tool and code",
    ),
    ...some(
      classes.map((each) => fitted(`${each.id.padEnd(2)} ${each.title} ${each.kind}: ${placesText(each)}`)),
      4,
      "distinct changes",
    ),
    ...some(
      causes.map((cause) => fitted(`  why ${cause.id}: ${causeText(cause)}`)),
      3,
      "causes",
    ),
  ];
  return `${[...head, ...lines.slice(0, SUMMARY - head.length - 1), `plan ${hash}`].join("\n")}\n`;
}
