/** Repositories of regions that are known from runs before: what is found in them, and where a publish had nothing to do. */

import { hash } from "node:crypto";
import type { CompiledRepository } from "../compiler/compile.ts";
import { type Removals, removalLines } from "../compiler/emit/removals.ts";
import type { Fleet } from "../constructs/fleet.ts";
import type { Region } from "../constructs/region.ts";
import { type PreparedPublish, settledPublish } from "../git/publish/publish.ts";
import { GitError } from "../git/repository/git-error.ts";
import { type BranchTree, readBranchTree } from "../git/repository/read.ts";
import { exactText } from "../model/exact-text.ts";
import type { Destination } from "./destination.ts";
import type { UnitStore } from "./unit-store.ts";

/** A publish that has come to its end, or is ready for it. */
export interface StagedPublish<Reason> {
  readonly remote: string;
  /** Number of files, the inventory among them. */
  readonly files: number;
  readonly prepared: PreparedPublish<Reason>;
}

/** What is known of one repository; `publish` is there where it is published as it should be. */
export interface KnownRepository {
  readonly compiled: CompiledRepository;
  readonly publish?: StagedPublish<never>;
}

/**
 * Where nothing differs from a run that found the tip as it should be, and the tip still has that tree, there is nothing to
 * do once more. What a rule on changes says follows from the same files, the tip, the day and the exemptions.
 */
export class KnownRepositories {
  readonly #units: UnitStore;
  readonly #destination: Destination | undefined;

  /** @param destination undefined when it is only to be checked */
  constructor(units: UnitStore, destination: Destination | undefined) {
    this.#units = units;
    this.#destination = destination;
  }

  /** @returns undefined where it has to be compiled */
  async of(fleet: Fleet, name: string): Promise<KnownRepository | undefined> {
    const region = regionOf(fleet, name);
    const record = region && this.#units.repository(region);
    if (!record) return undefined;
    const { compiled, settled } = record;
    if (!this.#destination) return { compiled };
    const remote = `${this.#destination.base}/${name}.git`;
    if (!settled || settled.key !== publishKey(fleet, this.#destination)) return undefined;
    const tip = await treeOf(remote);
    if (tip?.tree !== settled.tree) return undefined;
    const prepared = settledPublish({ outcome: "unchanged", commit: tip.commit });
    return { compiled, publish: { remote, files: settled.files, prepared } };
  }

  /** @param publish of it, where it is to be published */
  async keep<Reason>(
    fleet: Fleet,
    name: string,
    compiled: CompiledRepository,
    publish?: { readonly staged: StagedPublish<Reason>; readonly removals: Removals },
  ): Promise<void> {
    const region = regionOf(fleet, name);
    if (!region) return;
    if (!publish || !this.#destination) return this.#units.keepRepository(region, { compiled });
    const { staged, removals } = publish;
    const result = staged.prepared.settled;
    const key = publishKey(fleet, this.#destination);
    if (result?.outcome !== "unchanged" || key === undefined || removalLines(removals).length > 0) return;
    const tip = await treeOf(staged.remote);
    if (tip?.commit !== result.commit) return;
    this.#units.keepRepository(region, { compiled, settled: { key, tree: tip.tree, files: staged.files } });
  }
}

function regionOf({ regions }: Fleet, name: string): Region | undefined {
  return regions.find((each) => each.name === name);
}

/** What has a part in a publish besides the files of the fleet; undefined where that cannot be told exactly. */
function publishKey({ exemptions, baseline }: Fleet, destination: Destination): string | undefined {
  const { overwrite, allowOlderTool = false, today, provenance } = destination;
  const text = exactText([overwrite, allowOlderTool, today, provenance.toolVersion, exemptions, baseline]);
  return text === undefined ? undefined : hash("sha256", text);
}

/** What cannot be read is told by whoever publishes to it. */
async function treeOf(remote: string): Promise<BranchTree | undefined> {
  try {
    return await readBranchTree(remote);
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}
