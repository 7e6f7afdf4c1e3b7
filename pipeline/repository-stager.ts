/** Compiles repositories one by one and keeps each ready to be committed. */

import { judgePublish } from "../compiler/change-violations.ts";
import { type CompiledRepository, compileRepository, emitting, type RepositorySink } from "../compiler/compile.ts";
import { commitMessage, commitOrigin } from "../compiler/emit/commit-message.ts";
import { ownedPaths, repositoryContent } from "../compiler/emit/content.ts";
import { volatilePaths } from "../compiler/emit/provenance-files.ts";
import { noRemovals, type Removals } from "../compiler/emit/removals.ts";
import { type FleetCode, shippedCode } from "../compiler/fleet-code.ts";
import { CENTRE, type Repository, repositoryOf } from "../compiler/lower/lower-repository.ts";
import { createLoweringContext, type LoweringContext } from "../compiler/lower/lowering-context.ts";
import { ManifestChecker } from "../compiler/manifest-checker.ts";
import type { Fleet } from "../constructs/fleet.ts";
import { preparePublish, settledPublish } from "../git/publish/publish.ts";
import type { PublishRequest, PublishResult } from "../git/publish/request.ts";
import { createSession } from "../git/publish/session.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Inventory } from "../model/inventory.ts";
import { forgetValues } from "../model/memo.ts";
import type { ContentFile, RepositoryFile } from "../model/repository-file.ts";
import { type ArtifactTarget, artifactTarget } from "./artifacts/artifact-target.ts";
import type { Delivered } from "./artifacts/deliver.ts";
import { artifactsAfter, keyFailure, type Undelivered } from "./artifacts/outcome.ts";
import type { Destination } from "./destination.ts";
import { KnownRepositories, type StagedPublish } from "./known-repositories.ts";
import { TextArena } from "./text-arena.ts";
import type { UnitStore } from "./unit-store.ts";

/** What became of one repository. */
export interface PublishedRepository extends Removals {
  readonly name: string;
  readonly remote: string;
  /** Number of files, the inventory among them. */
  readonly files: number;
  readonly result: PublishResult<readonly Diagnostic[]> | HeldBack;
  /** Of a repository whose clusters read artifacts, once its branch is as it shall be. */
  readonly artifacts?: Delivered | Undelivered;
}

/** The centre is not written while a region of the same run is not as the centre would say. */
interface HeldBack {
  readonly outcome: "held-back";
  /** Names of the regions. */
  readonly regions: readonly string[];
}

/** Which repositories a commit is about: the centre comes last. */
export type RepositoryPart = "regions" | "centre";

/** Each is a process or two of Git, and a connection where the repository is behind a URL. */
const COMMITS_AT_ONCE = 4;

/**
 * The fleet as far as a thread has read it: `of` knows the region of a repository, `whole` all of them. Undefined when
 * its files are faulty.
 */
export interface FleetSource {
  readonly of: (repository: string) => Fleet | undefined;
  readonly whole: () => Fleet | undefined;
}

interface StagedRepository extends StagedPublish<readonly Diagnostic[]> {
  readonly name: string;
  /** Absent in a fleet without artifacts. */
  readonly artifacts?: ArtifactTarget | undefined;
}

/**
 * Compiles repositories, as many as it is given, and keeps each ready to be committed: its objects are written,
 * its text is let go, and nothing can be seen of it before `commit`.
 */
export class RepositoryStager {
  readonly #fleets: FleetSource;
  readonly #destination: Destination | undefined;
  readonly #checker: ManifestChecker;
  readonly #code: Pick<FleetCode, "rules" | "engines">;
  readonly #session = createSession();
  readonly #ready: StagedRepository[] = [];
  readonly #texts = new TextArena();
  /** By the name of the repository, as its last attempt saw it. */
  readonly #removals = new Map<string, Removals>();
  #context: LoweringContext | undefined;

  readonly #units: UnitStore | undefined;
  readonly #known: KnownRepositories | undefined;

  /**
   * @param destination undefined when it is only to be checked
   * @param units what is known of units of sites; absent: nothing
   */
  constructor(
    fleets: FleetSource,
    destination: Destination | undefined,
    code: Pick<FleetCode, "rules" | "engines"> = shippedCode,
    units?: UnitStore,
  ) {
    this.#fleets = fleets;
    this.#code = code;
    this.#units = units;
    this.#known = units && new KnownRepositories(units, destination);
    this.#checker = new ManifestChecker(code.rules);
    this.#destination = destination;
  }

  /** Undefined when the files of the repository are faulty. */
  async compile(name: string): Promise<CompiledRepository | undefined> {
    const fleet = this.#fleets.of(name);
    if (!fleet) return undefined;
    const known = await this.#known?.of(fleet, name);
    if (known) {
      const { publish } = known;
      if (publish) await this.#withArtifacts(fleet, name, publish.remote, publish.files, async () => publish.prepared);
      return known.compiled;
    }
    const context = this.#contextOf(fleet, name);
    const repository = repositoryOf(fleet, name, context);
    const files: ContentFile[] = [];
    const destination = this.#destination;
    this.#texts.clear();
    const take: RepositorySink = (_, more) => {
      for (const file of more) files.push({ ...file, text: this.#texts.add(file.text) });
    };
    const compiled = this.#compile(repository, context, destination && take);
    this.#units?.close();
    const staged =
      destination && (await this.#prepare(fleet, name, this.#request(fleet, repository, files, destination)));
    await this.#known?.keep(fleet, name, compiled, staged && { staged, removals: this.#removalsOf(name) });
    return compiled;
  }

  /** @param landed is told of each repository when it is done */
  commit(part: RepositoryPart, landed?: (repository: PublishedRepository) => void) {
    return this.#finish(part, ({ prepared }) => prepared.commit(), landed);
  }

  /** Leaves the centre as it is, where it would change. @param regions names of those that it would wait for */
  hold(regions: readonly string[], landed?: (repository: PublishedRepository) => void) {
    const held = async ({ prepared }: StagedRepository): Promise<PublishedRepository["result"]> => {
      await prepared.discard();
      return prepared.settled ?? { outcome: "held-back", regions };
    };
    return this.#finish("centre", held, landed);
  }

  async #finish(
    part: RepositoryPart,
    end: (repository: StagedRepository) => Promise<PublishedRepository["result"]>,
    landed: ((repository: PublishedRepository) => void) | undefined,
  ): Promise<readonly PublishedRepository[]> {
    const published: PublishedRepository[] = [];
    const queue = this.#ready.filter(({ name }) => (name === CENTRE) === (part === "centre")).values();
    const next = async () => {
      for (const staged of queue) {
        const { prepared: _, artifacts: target, ...rest } = staged;
        const result = await end(staged);
        const artifacts = await artifactsAfter(result, target);
        const done = { ...rest, ...this.#removalsOf(rest.name), result, ...(artifacts && { artifacts }) };
        published.push(done);
        landed?.(done);
      }
    };
    try {
      await Promise.all(Array.from({ length: COMMITS_AT_ONCE }, next));
      return published;
    } finally {
      // A lost race compiles once more, so nothing is let go of before the last commit.
      if (part === "centre") forgetValues();
    }
  }

  async discard(): Promise<void> {
    forgetValues();
    await Promise.all(this.#ready.map(({ prepared }) => prepared.discard()));
  }

  /** Regions read one by one have equal tenants, apps and registries, so what was made for one serves all. */
  #loweringContext(fleet: Fleet): LoweringContext {
    this.#context ??= createLoweringContext(fleet, this.#code.engines);
    return this.#context;
  }

  #contextOf(fleet: Fleet, name: string): LoweringContext {
    return { ...this.#loweringContext(fleet), known: this.#units?.ofRepository(fleet, name) };
  }

  #compile(repository: Repository, context: LoweringContext, take?: RepositorySink): CompiledRepository {
    return compileRepository(repository, context, this.#checker, take && emitting(take));
  }

  #removalsOf(name: string): Removals {
    return this.#removals.get(name) ?? noRemovals;
  }

  #prepare(fleet: Fleet, name: string, request: PublishRequest<readonly Diagnostic[]>): Promise<StagedRepository> {
    const again = () => {
      const fleet = known(this.#fleets.of(name));
      const context = this.#contextOf(fleet, name);
      const repository = repositoryOf(fleet, name, context);
      const files: RepositoryFile[] = [];
      this.#compile(repository, context, (_, more) => files.push(...more));
      return this.#request(fleet, repository, files, this.#destination as Destination);
    };
    const prepare = () => preparePublish(request, again, this.#session);
    return this.#withArtifacts(fleet, name, request.remote, request.files.length + 1, prepare);
  }

  /** @param prepare is not called where the commit would be in vain */
  async #withArtifacts(
    fleet: Fleet,
    name: string,
    remote: string,
    files: number,
    prepare: () => Promise<StagedRepository["prepared"]>,
  ): Promise<StagedRepository> {
    const artifacts = artifactTarget(fleet, name, remote, this.#code);
    const failure = await keyFailure(artifacts);
    const staged: StagedRepository = failure
      ? { name, remote, files, prepared: settledPublish(failure) }
      : { name, remote, files, prepared: await prepare(), artifacts };
    this.#ready.push(staged);
    return staged;
  }

  #request(
    fleet: Fleet,
    repository: Repository,
    files: readonly ContentFile[],
    { base, overwrite, allowOlderTool = false, provenance, today }: Destination,
  ): PublishRequest<readonly Diagnostic[]> {
    const content = repositoryContent(fleet, repository, files, provenance);
    return {
      remote: `${base}/${repository.name}.git`,
      fleet: fleet.spec.name,
      repository: repository.name,
      sites: content.sites,
      files: content.files,
      volatile: volatilePaths,
      owned: ownedPaths,
      message: (before) => {
        const origin = commitOrigin(provenance, content.plan);
        return commitMessage(repository.name, content, before, this.#removalsOf(repository.name), origin);
      },
      toolVersion: provenance.toolVersion,
      allowOlderTool,
      overwrite,
      guard: async (tip, read) => {
        // A site that is gone here may be in another region now.
        const fleetToCheck = losesSites(tip?.inventory, content.sites) ? known(this.#fleets.whole()) : fleet;
        const judged = await judgePublish(fleetToCheck, content, tip?.inventory, today, read, this.#code);
        const { violations, removals } = judged;
        this.#removals.set(repository.name, removals);
        return violations.length > 0 ? violations : undefined;
      },
    };
  }
}

function known(fleet: Fleet | undefined): Fleet {
  if (!fleet) throw new Error("the files of the fleet changed while they were read; run again");
  return fleet;
}

function losesSites(before: Inventory | undefined, after: Inventory["sites"]): boolean {
  return Object.keys(before?.sites ?? {}).some((name) => (after[name]?.state ?? "planned") === "planned");
}
