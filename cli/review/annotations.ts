/** What a plan says of lines of the fleet's files: findings, and the edits that made the changes. */

import type { LocatedDiagnostic } from "../../compiler/load/locate.ts";
import type { Plan, PlanCause } from "../../compiler/plan/plan.ts";
import { visibleText } from "../../model/visible-text.ts";
import { subjectsOf } from "../../pipeline/report/report.ts";
import { plural } from "../../pipeline/report/text.ts";
import { causeText } from "../plan/words.ts";
import type { Annotation } from "./forge.ts";

/** Forges show some hundreds at most, and nobody reads more. */
const MAX = 200;
const MAX_TEXT = 2_000;

/** The worst first. @param folder of the fleet in its repository, with a slash at its end, or empty */
export function annotationsOf(plan: Plan, folder: string): readonly Annotation[] {
  const rank = { error: 0, warning: 1, info: 2 } as const;
  const findings = plan.findings
    .toSorted((a, b) => rank[a.severity] - rank[b.severity])
    .flatMap((finding) => ofFinding(finding, folder));
  return [...findings, ...plan.causes.flatMap((cause) => ofCause(cause, plan, folder))].slice(0, MAX).map(shown);
}

function ofFinding(finding: LocatedDiagnostic, folder: string): readonly Annotation[] {
  const { at, position, severity, code, message, hint } = finding;
  if (!at) return [];
  const where = subjectsOf(finding);
  const text = `${message}${where === undefined ? "" : ` (${where})`}${hint === undefined ? "" : `\nNext: ${hint}`}`;
  return [{ file: `${folder}${at.file}`, line: position?.line ?? 1, level: severity, title: code, message: text }];
}

function ofCause(cause: PlanCause, { classes }: Plan, folder: string): readonly Annotation[] {
  const { at, id, what } = cause;
  const own = classes.filter(({ causes }) => causes.includes(id));
  if (at?.line === undefined || own.length === 0) return [];
  const sites = new Set(own.flatMap(({ members }) => members)).size;
  const told = own.slice(0, 5).map(({ title, kind }) => `${title} ${kind}`);
  const more = own.length > told.length ? [`and ${plural(own.length - told.length, "more distinct change")}`] : [];
  const message = [`${causeText(cause)}: at ${plural(sites, "cluster")}`, ...told, ...more].join("\n");
  return [{ file: `${folder}${at.file}`, line: at.line, level: "info", title: what, message }];
}

function shown({ title, message, ...place }: Annotation): Annotation {
  return { ...place, title: visibleText(title).slice(0, 250), message: visibleText(message).slice(0, MAX_TEXT) };
}
