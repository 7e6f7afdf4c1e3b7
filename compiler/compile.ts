import type { Fleet } from "../constructs/fleet.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { RepositoryFile } from "../model/repository-file.ts";
import { evaluateFleet, evaluateRepository } from "../policies/evaluate.ts";
import type { Rule, RuleContext } from "../policies/rule.ts";
import { emitUnit } from "./emit/emit-unit.ts";
import { engineGaps } from "./gaps.ts";
import { Inspector } from "./inspect.ts";
import type { Selection } from "./load/load-fleet.ts";
import { centreRepository, openWorkshop, type Repository, regionRepository } from "./lower/lower-repository.ts";
import type { Folder, Unit } from "./lower/unit.ts";

/** Takes the files of one repository as they come, unit by unit. */
export type RepositorySink = (unit: Unit, files: readonly RepositoryFile[]) => void;

export interface CompileRequest {
  readonly fleet: Fleet;
  readonly selection: Selection;
  readonly rules: readonly Rule[];
  readonly facts: Omit<RuleContext, "regions">;
  /** Asked once for each repository, in the order of their names with the centre first. */
  readonly sink?: (repository: Repository) => RepositorySink;
}

export interface CompileResult {
  /** Findings before exemptions. */
  readonly diagnostics: readonly Diagnostic[];
  readonly counts: {
    readonly sites: number;
    readonly repositories: number;
    readonly files: number;
    readonly objects: number;
  };
}

/**
 * Checks the fleet, lowers it, checks what came out and hands every file on. Nothing is kept: memory
 * stays flat as far as the sink lets go of the files.
 */
export function compile(request: CompileRequest): CompileResult {
  const { fleet, selection, rules, facts } = request;
  const diagnostics: Diagnostic[] = [
    ...evaluateFleet(rules, fleet, { ...facts, regions: selection.regions }),
    ...engineGaps(fleet, selection.regions),
  ];
  const shop = openWorkshop(fleet);
  const inspector = new Inspector(rules);
  const repositories = [
    ...(selection.centre && fleet.centre.profile ? [centreRepository(fleet, shop)] : []),
    ...selection.regions.map((region) => regionRepository(region, shop)),
  ];
  let files = 0;
  let objects = 0;
  for (const repository of repositories) {
    const take = request.sink?.(repository);
    const onHub: Folder[] = [];
    const paths: string[] = [];
    for (const unit of repository.units()) {
      onHub.push(...inspector.inspect(unit));
      const emitted = emitUnit(unit);
      for (const file of emitted) paths.push(file.path);
      for (const folder of [...unit.hubFolders, ...unit.siteFolders]) objects += folder.objects.length;
      take?.(unit, emitted);
    }
    inspector.inspectCluster(repository.construct, onHub);
    diagnostics.push(...evaluateRepository(rules, { construct: repository.construct, paths }));
    files += paths.length;
  }
  diagnostics.push(...inspector.diagnostics, ...shop.faults);
  const sites = selection.regions.reduce((sum, region) => sum + region.sites.length, 0);
  return { diagnostics, counts: { sites, repositories: repositories.length, files, objects } };
}
