/** A side of a plan that is compiled from files, repository by repository. */

import { type CompiledRepository, type CompileResult, compileRepository } from "../../compiler/compile.ts";
import { comparableContent, type RepositoryContent } from "../../compiler/emit/content.ts";
import { emitUnit } from "../../compiler/emit/emit-unit.ts";
import { knownBytes } from "../../compiler/emit/unit-bytes.ts";
import { writtenBytes } from "../../compiler/emit/written-bytes.ts";
import { fleetLoader, type LoadedFleet, select } from "../../compiler/load/load-fleet.ts";
import { CENTRE, type Repository, repositoryNames, repositoryOf } from "../../compiler/lower/lower-repository.ts";
import { createLoweringContext, type LoweringContext } from "../../compiler/lower/lowering-context.ts";
import type { LayerRenderer } from "../../compiler/lower/render-layer.ts";
import type { Unit } from "../../compiler/lower/unit.ts";
import { ManifestChecker } from "../../compiler/manifest-checker.ts";
import { loweredClusters } from "../../compiler/plan/cluster-files.ts";
import type { KnownUnits } from "../../compiler/reuse/known-units.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import type { RepositoryFile } from "../../model/repository-file.ts";
import type { Rule } from "../../policies/rule.ts";
import { type LoadedCode, loadCode } from "../own-code.ts";
import type { Session } from "../session.ts";
import type { RunSettings } from "../settings.ts";
import type { UnitStore } from "../unit-store.ts";
import type { FilesSource, VersionContent } from "./version.ts";

/** One repository of a side, lowered and not written as text. */
export interface LoweredRepository {
  readonly fleet: Fleet;
  readonly repository: Repository;
  readonly units: readonly Unit[];
  /** What the rules on objects find, before exemptions; nothing where none is run. */
  readonly found: CompiledRepository;
  /** Where what is known of the units is kept; absent: nowhere. */
  readonly known?: KnownUnits | undefined;
  /** Of the units, where they are written already. */
  readonly files?: readonly RepositoryFile[];
}

/** A fleet that was checked and compiled already, of which one repository is looked at. */
export interface CompiledHead {
  readonly session: Session;
  /** Of the whole session. */
  readonly result: CompileResult;
  /** Its findings are among those of the result. */
  readonly lowered: LoweredRepository;
}

export interface LoweringRequest {
  /** Those that are run on what comes out. */
  readonly rules: readonly Rule[];
  /** What renders the layers of a fleet. */
  readonly rendererFor: (fleet: Fleet) => LayerRenderer;
  /** The zones of all regions are needed for it. */
  readonly isWhole: boolean;
  /** What is known of units of sites, of either side; absent: nothing. */
  readonly units?: UnitStore | undefined;
}

/** Like a stager, but what comes out is kept only as long as it is looked at. */
export class CompiledVersion {
  readonly code: LoadedCode;
  /** None: the zones of all regions. */
  readonly #load: (names: readonly string[]) => LoadedFleet;
  readonly #lowered: LoweredRepository | undefined;
  #checker: ManifestChecker | undefined;
  #context: LoweringContext | undefined;

  private constructor(
    code: LoadedCode,
    load: (names: readonly string[]) => LoadedFleet,
    lowered?: LoweredRepository | undefined,
  ) {
    this.code = code;
    this.#load = load;
    this.#lowered = lowered;
  }

  static async open(
    { root, code: source }: FilesSource,
    { profiles, cache }: Pick<RunSettings, "profiles" | "cache">,
  ): Promise<CompiledVersion> {
    const code = await loadCode({ root, profiles, code: source });
    return new CompiledVersion(code, fleetLoader(root, code.catalogue, { ...code, cache }));
  }

  /** Of a fleet that has been read: it is not read again as far as the session goes. @param lowered what is not lowered again */
  static of(
    { code, loaded, settings: { root, regions, cache } }: Session,
    lowered?: LoweredRepository,
  ): CompiledVersion {
    let load: ReturnType<typeof fleetLoader> | undefined;
    return new CompiledVersion(
      code,
      (names) => {
        const isRead = regions.length === 0 || (names.length > 0 && names.every((name) => regions.includes(name)));
        if (isRead) return loaded;
        load ??= fleetLoader(root, code.catalogue, { ...code, cache });
        return load(names);
      },
      lowered,
    );
  }

  /** The fleet with the zones of one region at least, of all without a name; undefined when its files are faulty. */
  fleetWith(name?: string): Fleet | undefined {
    if (this.code.diagnostics.length > 0) return undefined;
    const { fleet, diagnostics } = this.#load(name === undefined ? [] : [name]);
    return diagnostics.some(({ severity }) => severity === "error") ? undefined : fleet;
  }

  /** Names of all repositories; undefined when the files are faulty. */
  names(regions: readonly string[] = []): readonly string[] | undefined {
    const outline = this.fleetWith(CENTRE);
    return outline && repositoryNames(outline, select(outline.regions, regions));
  }

  /** @returns undefined when the files of the repository are faulty */
  lower(name: string, { rules, rendererFor, isWhole, units: store }: LoweringRequest): LoweredRepository | undefined {
    if (this.#lowered?.repository.name === name) return this.#lowered;
    const fleet = this.fleetWith(isWhole ? undefined : name);
    if (!fleet) return undefined;
    // Regions read one by one have equal tenants, apps and registries.
    this.#context ??= createLoweringContext(fleet, this.code.engines, rendererFor(fleet));
    const known = store?.ofRepository(fleet, name);
    const context: LoweringContext = { ...this.#context, known };
    const repository = repositoryOf(fleet, name, context);
    if (rules.length === 0) {
      const units = [...repository.units()];
      const found = { diagnostics: context.errors.splice(0), files: 0, objects: 0 };
      return { fleet, repository, units, found, known };
    }
    const units: Unit[] = [];
    this.#checker ??= new ManifestChecker(rules);
    const found = compileRepository(repository, context, this.#checker, (unit) => void units.push(unit));
    return { fleet, repository, units, found, known };
  }
}

/** @param some files, where those that are the same on the other side are left out; absent: all of them */
export function contentOf(
  { fleet, repository, units, known, files: all }: LoweredRepository,
  some?: readonly RepositoryFile[],
): VersionContent & { readonly content: RepositoryContent } {
  const files = some ?? all ?? units.flatMap((unit) => emitUnit(unit));
  const content = comparableContent(fleet, repository, files);
  const byPath = new Map(content.files.map((file) => [file.path, file]));
  const nodes = new Map(repository.sites.map((site) => [site.name, site.network.nodes]));
  return {
    content,
    side: {
      files: byPath,
      sites: content.sites,
      nodesOf: (site) => nodes.get(site),
      ...(some && { bytes: () => (known ? knownBytes(units, byPath, known) : writtenBytes(units, byPath)) }),
    },
    clusters: loweredClusters(repository.name, units),
  };
}
