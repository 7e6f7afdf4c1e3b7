/** A side of a plan that is compiled from files, repository by repository. */

import { type CompiledRepository, compileRepository } from "../../compiler/compile.ts";
import { comparableContent } from "../../compiler/emit/content.ts";
import { emitUnit } from "../../compiler/emit/emit-unit.ts";
import { fleetLoader, type LoadedFleet, select } from "../../compiler/load/load-fleet.ts";
import { repositoryNames, repositoryOf } from "../../compiler/lower/lower-repository.ts";
import { createLoweringContext, type LoweringContext } from "../../compiler/lower/lowering-context.ts";
import { ManifestChecker } from "../../compiler/manifest-checker.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import type { RepositoryFile } from "../../model/repository-file.ts";
import { type LoadedCode, loadCode } from "../own-code.ts";
import type { VersionContent, VersionSource } from "./version.ts";

/** Like a stager, but what comes out is kept only as long as it is looked at. */
export class CompiledVersion {
  readonly code: LoadedCode;
  readonly #load: (names: readonly string[]) => LoadedFleet;
  readonly #checker: ManifestChecker | undefined;
  #context: LoweringContext | undefined;

  private constructor(code: LoadedCode, load: (names: readonly string[]) => LoadedFleet, isChecked: boolean) {
    this.code = code;
    this.#load = load;
    this.#checker = isChecked ? new ManifestChecker(code.rules) : undefined;
  }

  static async open(source: VersionSource & { readonly kind: "files" }, profiles: string): Promise<CompiledVersion> {
    const code = await loadCode({ root: source.root, profiles, code: source.code });
    const load = fleetLoader(source.root, code.catalogue, code);
    return new CompiledVersion(code, load, source.isChecked);
  }

  /** The fleet with the zones of one region; undefined when its files are faulty. */
  fleetWith(name: string): Fleet | undefined {
    if (this.code.diagnostics.length > 0) return undefined;
    const { fleet, diagnostics } = this.#load([name]);
    return diagnostics.some(({ severity }) => severity === "error") ? undefined : fleet;
  }

  /** The fleet with all of its zones. */
  whole(): Fleet | undefined {
    const { fleet, diagnostics } = this.#load([]);
    return diagnostics.some(({ severity }) => severity === "error") ? undefined : fleet;
  }

  /** Names of all repositories; undefined when the files are faulty. */
  names(regions: readonly string[] = []): readonly string[] | undefined {
    const outline = this.fleetWith("centre");
    return outline && repositoryNames(outline, select(outline.regions, regions));
  }

  /** @returns undefined when the files of the repository are faulty */
  content(name: string): VersionContent | undefined {
    const fleet = this.fleetWith(name);
    if (!fleet) return undefined;
    // Regions read one by one have equal tenants, apps and registries.
    this.#context ??= createLoweringContext(fleet, this.code.engines);
    const repository = repositoryOf(fleet, name, this.#context);
    const files: RepositoryFile[] = [];
    const found = this.#checker
      ? compileRepository(repository, this.#context, this.#checker, (_, more) => void files.push(...more))
      : unchecked(repository.units(), this.#context, files);
    const content = comparableContent(fleet, repository, files);
    const nodes = new Map(repository.sites.map((site) => [site.name, site.network.nodes]));
    return {
      side: {
        files: new Map(content.files.map((file) => [file.path, file])),
        sites: content.sites,
        nodesOf: (site) => nodes.get(site),
      },
      compiled: { fleet, content, found },
    };
  }
}

/** Of what is there already only the content is asked for. */
function unchecked(
  units: ReturnType<ReturnType<typeof repositoryOf>["units"]>,
  context: LoweringContext,
  files: RepositoryFile[],
): CompiledRepository {
  for (const unit of units) files.push(...emitUnit(unit));
  return { diagnostics: context.errors.splice(0), files: files.length, objects: 0 };
}
