/** Compares two versions of a fleet: what the step does to clusters, and what the rules say of it. */

import { changeFacts, changeViolations } from "../compiler/change-violations.ts";
import { checklist, fieldRows } from "../compiler/diff/by-hand.ts";
import type { FilesByPath, RenderedFleet } from "../compiler/diff/changes.ts";
import { exemptionRows } from "../compiler/diff/exemptions.ts";
import { type CompiledRevision, type DiffReport, diffReport } from "../compiler/diff/report.ts";
import { ContentCollector, type RepositoryContent } from "../compiler/emit/content.ts";
import { noProvenance } from "../compiler/emit/provenance-files.ts";
import { removalLines } from "../compiler/emit/removals.ts";
import type { FleetCode } from "../compiler/fleet-code.ts";
import type { LocatedDiagnostic } from "../compiler/load/locate.ts";
import { type Inventory, inventoryVersion } from "../model/inventory.ts";
import type { RepositoryFile } from "../model/repository-file.ts";
import type { Report } from "./report/report.ts";
import { checkSession, openSession } from "./session.ts";
import type { RunSettings } from "./settings.ts";

/** What became of one revision of a comparison. */
export interface RevisionResult {
  readonly report: Report;
  /** Undefined when the files are so wrong that nothing could be made of them. */
  readonly compiled: ComparableRevision | undefined;
}

/** A revision of which there is something to compare. */
export interface ComparableRevision extends CompiledRevision {
  readonly contents: readonly RepositoryContent[];
  /** UTC, YYYY-MM-DD, for exemptions. */
  readonly today: string;
  readonly findings: readonly LocatedDiagnostic[];
  readonly code: FleetCode;
  /** What exemptions cover. */
  readonly exempted: readonly LocatedDiagnostic[];
}

/** Compiles one revision. Violated rules do not keep its content from being compared: they are reported beside it. */
export async function compileRevision(settings: RunSettings): Promise<RevisionResult> {
  const session = await openSession(settings);
  const collector = new ContentCollector();
  const report = checkSession(session, collector.sink);
  const { fleet } = session.loaded;
  if (!report.evaluated || !fleet) return { report, compiled: undefined };
  const contents = collector.finish(fleet, noProvenance);
  const { findings, exempted } = report;
  const rendered: RenderedFleet = new Map(contents.map((each) => [each.name, byPath(each.files)]));
  return {
    report,
    compiled: { fleet, rendered, contents, today: settings.today, code: session.code, findings, exempted },
  };
}

function byPath(files: readonly RepositoryFile[]): FilesByPath {
  return new Map(files.map((file) => [file.path, file]));
}

/** What the step from the base to the head does, with what the rules say of the head and of the step. */
export function planChange(
  base: ComparableRevision,
  head: ComparableRevision,
  names: { readonly base: string; readonly head: string },
): DiffReport {
  const { fleet, today, code } = head;
  const textOf = textsOf(base);
  const parts = head.contents.map((content) => {
    const before = inventoryOf(base, content.name);
    const facts = changeFacts(fleet, content, before, textOf, code);
    return {
      ...facts,
      repository: content.name,
      violations: changeViolations(fleet, content, before, today, facts, code),
    };
  });
  const fields = parts.flatMap((part) => part.fields);
  const fixed = parts.flatMap((part) => part.fixed);
  const told = {
    findings: [...head.findings, ...parts.flatMap(({ violations }) => violations)],
    exemptions: exemptionRows(base, head, today),
    fields: fieldRows(fields),
    byHand: checklist(fields, fixed),
    removals: parts.flatMap(({ repository, removals }) =>
      removalLines(removals).length > 0 ? [{ repository, ...removals }] : [],
    ),
  };
  return diffReport(base, head, names, told, code.engines);
}

/** Text of a file of a version by its Git blob id. */
function textsOf({ contents }: ComparableRevision): (id: string) => string | undefined {
  const texts = new Map(contents.flatMap(({ files }) => files.map(({ id, text }) => [id, text] as const)));
  return (id) => texts.get(id);
}

/** The inventory that a publish of the version would have left. */
function inventoryOf({ fleet, contents }: ComparableRevision, repository: string): Inventory | undefined {
  const old = contents.find(({ name }) => name === repository);
  return (
    old && {
      version: inventoryVersion,
      tool: "flotilla",
      fleet: fleet.spec.name,
      repository: old.name,
      sites: old.sites,
      files: Object.fromEntries(
        old.files.map(({ path, id, construct, kept }) => [path, { id, construct, ...(kept && { kept }) }]),
      ),
    }
  );
}
