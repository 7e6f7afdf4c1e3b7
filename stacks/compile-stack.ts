/** Compiles and checks the content of one stack's repository. */

import { resolve } from "node:path";
import { judgePublish } from "../compiler/change-violations.ts";
import { ContentCollector, type RepositoryContent } from "../compiler/emit/content.ts";
import type { Provenance } from "../compiler/emit/provenance-files.ts";
import { locate } from "../compiler/load/locate.ts";
import type { Repository } from "../compiler/lower/lower-repository.ts";
import type { Unit } from "../compiler/lower/unit.ts";
import type { Fleet } from "../constructs/fleet.ts";
import type { EngineTables } from "../engines/engines.ts";
import { GitError } from "../git/repository/git-error.ts";
import type { RepositoryFile } from "../model/repository-file.ts";
import type { CompiledHead } from "../pipeline/plan/compiled-version.ts";
import { shippedProfiles } from "../pipeline/profile-module.ts";
import { provenanceOf } from "../pipeline/provenance.ts";
import { type Report, sortFindings } from "../pipeline/report/report.ts";
import { checkedReport, compileSession, openSession, reportOf } from "../pipeline/session.ts";
import { inventoryEtag } from "./inventory-etag.ts";
import { projectRoot, publishedBranch, resolveRemote } from "./remote.ts";
import { readRepositoryTip } from "./repository-tip.ts";

export interface StackRequest {
  /** Name of a region, or `centre`. */
  readonly stack: string;
  /** Folder of the fleet, from the project's root. */
  readonly fleet: string;
  /** Base of the repositories, a folder from the project's root or a URL; the fleet's own when absent. */
  readonly to: string | undefined;
  /** UTC, YYYY-MM-DD. */
  readonly today: string;
}

export interface CompiledStack {
  /** For whoever compares it. */
  readonly compiled: CompiledHead;
  readonly fleet: Fleet;
  readonly engines: EngineTables;
  readonly content: RepositoryContent;
  readonly remote: string;
  readonly provenance: Provenance;
  readonly inventoryEtag: string;
}

/**
 * The content of a stack's repository, checked by all rules and, against what the repository holds now, by those on
 * changes. There is no `stack` as long as the report has errors.
 */
export async function compileStack(
  request: StackRequest,
): Promise<{ readonly report: Report; readonly stack: CompiledStack | undefined }> {
  const root = resolve(projectRoot, request.fleet);
  const { stack, today } = request;
  const session = await openSession({ root, regions: [stack], today, profiles: shippedProfiles });
  const collector = new ContentCollector();
  const units: Unit[] = [];
  const files: RepositoryFile[] = [];
  const repositories: Repository[] = [];
  const result = compileSession(session, (repository) => {
    repositories.push(repository);
    const take = collector.sink(repository);
    return (unit, more) => {
      units.push(unit);
      for (const file of more) files.push(file);
      take(unit, more);
    };
  });
  const report = result ? checkedReport(session, result) : reportOf(session, session.loaded.diagnostics, [], undefined);
  const { fleet, textOf } = session.loaded;
  const [repository] = repositories;
  if (!fleet || !result || !repository || report.findings.some(({ severity }) => severity === "error"))
    return { report, stack: undefined };
  const provenance = provenanceOf(root);
  const [content] = collector.finish(fleet, provenance);
  if (!content) throw new Error(`nothing was compiled for ${stack}`);
  const remote = `${request.to ?? fleet.spec.repositories}/${content.name}.git`;
  const tip = await readRepositoryTip(resolveRemote(remote), publishedBranch).catch(asGitError);
  const violations =
    tip instanceof GitError
      ? [tip.diagnostic]
      : await judgePublish(
          fleet,
          content,
          tip?.inventory,
          today,
          tip?.textsOf ?? (async () => new Map()),
          session.code,
        ).then((judged) => judged.violations);
  if (tip instanceof GitError || violations.length > 0) {
    const findings = sortFindings([...report.findings, ...locate(violations, textOf)]);
    return { report: { ...report, findings }, stack: undefined };
  }
  const found = { ...result.counts, diagnostics: [] };
  const compiled = { session, result, lowered: { fleet, repository, units, files, found } };
  return {
    report,
    stack: {
      compiled,
      fleet,
      engines: session.code.engines,
      content,
      remote,
      provenance,
      inventoryEtag: inventoryEtag(tip),
    },
  };
}

/** A repository that cannot be read becomes a finding like any other. */
function asGitError(error: unknown): GitError {
  if (error instanceof GitError) return error;
  throw error;
}
