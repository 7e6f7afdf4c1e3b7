/** The middle of Flotilla: check, lower, check again, emit. */

import type { Fleet } from "../constructs/fleet.ts";
import { type EngineTables, engines as shippedEngines } from "../engines/engines.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { forgetValues } from "../model/memo.ts";
import type { RepositoryFile } from "../model/repository-file.ts";
import { evaluateFleet } from "../policies/evaluate.ts";
import type { RepositoryFolder, Rule, RuleContext } from "../policies/rule.ts";
import { emitUnit } from "./emit/emit-unit.ts";
import { engineFacts } from "./engine-facts.ts";
import type { Selection } from "./load/load-fleet.ts";
import { type Repository, repositoryNames, repositoryOf } from "./lower/lower-repository.ts";
import { createLoweringContext, type LoweringContext } from "./lower/lowering-context.ts";
import { allNames, type Folder, type ObjectFindings, type Unit } from "./lower/unit.ts";
import { ManifestChecker } from "./manifest-checker.ts";
import { checkUnit, withFindingsOf } from "./reuse/check-unit.ts";
import { unsupportedFindings } from "./unsupported.ts";

/** Takes the files of one repository as they come, unit by unit. */
export type RepositorySink = (unit: Unit, files: readonly RepositoryFile[]) => void;

/** Takes the units of one repository as they come, with the names of all of their files. */
export type UnitSink = (unit: Unit, names: readonly RepositoryFolder[]) => void;

/** The files of every unit for the sink. */
export function emitting(sink: RepositorySink): UnitSink {
  return (unit, names) => sink(unit, emitUnit(unit, names));
}

export interface CompileRequest {
  readonly fleet: Fleet;
  readonly selection: Selection;
  readonly rules: readonly Rule[];
  /** What the edge knows: the date, and hashes of profiles. */
  readonly facts: Omit<RuleContext, "regions" | "engines">;
  /** @default those that are shipped */
  readonly engines?: EngineTables;
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
  const { fleet, selection, rules, engines = shippedEngines } = request;
  const context = createLoweringContext(fleet, engines);
  const checker = new ManifestChecker(rules);
  try {
    const repositories = repositoryNames(fleet, selection).map((name) => {
      const repository = repositoryOf(fleet, name, context);
      const sink = request.sink?.(repository);
      return compileRepository(repository, context, checker, sink && emitting(sink));
    });
    return joinResults(checkFleet(request), selection, repositories);
  } finally {
    forgetValues();
  }
}

/** What the rules on the fleet and its sites find, and what is asked of engines that they cannot do. */
export function checkFleet(request: CompileRequest): readonly Diagnostic[] {
  const { fleet, selection, rules, facts, engines = shippedEngines } = request;
  return [
    ...evaluateFleet(rules, fleet, { ...facts, engines: engineFacts(engines), regions: selection.regions }),
    ...unsupportedFindings(fleet, selection.regions, engines),
  ];
}

/** One repository's part of a result. */
export interface CompiledRepository {
  readonly diagnostics: readonly Diagnostic[];
  readonly files: number;
  readonly objects: number;
}

export function compileRepository(
  repository: Repository,
  context: LoweringContext,
  checker: ManifestChecker,
  take?: UnitSink,
): CompiledRepository {
  const { construct } = repository;
  const diagnostics: Diagnostic[] = [];
  const onHub: Folder[] = [];
  const ofObjects: ObjectFindings[] = [];
  const folders: RepositoryFolder[] = [];
  let objects = 0;
  for (const unit of repository.units()) {
    const checked = unit.checked ? withFindingsOf(unit.checked, checker.rules) : checkUnit(unit, construct, checker);
    if (!unit.checked) context.known?.keep(unit, checked, checker.rules);
    diagnostics.push(...checked.diagnostics);
    onHub.push(...unit.hubFolders);
    ofObjects.push(checked.onHub);
    const named = allNames(checked.names);
    folders.push(...named);
    objects += checked.objects;
    take?.(unit, named);
  }
  diagnostics.push(
    ...ofObjects.flatMap(({ shapes }) => shapes),
    ...ofObjects.flatMap(({ rules }) => rules),
    ...checker.checkTogether(construct, onHub),
    ...checker.checkFolders(construct, folders),
    ...context.errors.splice(0),
  );
  return { diagnostics, files: folders.reduce((sum, { names }) => sum + names.length, 0), objects };
}

/** The parts put together in the order of the repositories, wherever they were made. */
export function joinResults(
  ofFleet: readonly Diagnostic[],
  { regions }: Selection,
  repositories: readonly CompiledRepository[],
): CompileResult {
  const total = (count: (part: CompiledRepository) => number) =>
    repositories.reduce((sum, part) => sum + count(part), 0);
  return {
    diagnostics: [...ofFleet, ...repositories.flatMap(({ diagnostics }) => diagnostics)],
    counts: {
      sites: regions.reduce((sum, region) => sum + region.sites.length, 0),
      repositories: repositories.length,
      files: total(({ files }) => files),
      objects: total(({ objects }) => objects),
    },
  };
}
