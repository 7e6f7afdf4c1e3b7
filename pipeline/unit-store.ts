/** What is known of the units of sites, while a run goes through its regions. */

import { join } from "node:path";
import { openUnitCache, type UnitCache } from "../compiler/load/unit-cache.ts";
import { KnownUnits } from "../compiler/reuse/known-units.ts";
import type { RepositoryRecord } from "../compiler/reuse/repository-record.ts";
import { regionKey, repositoryKey } from "../compiler/reuse/site-key.ts";
import type { Fleet } from "../constructs/fleet.ts";
import type { Region } from "../constructs/region.ts";
import { isPolicyCode } from "../model/diagnostic.ts";
import { isExact } from "../model/exact-text.ts";
import type { Rule } from "../policies/rule.ts";
import type { LoadedCode } from "./own-code.ts";
import { shippedProfiles } from "./profile-module.ts";
import type { RunSettings } from "./settings.ts";

/** Units by what the sites of a region share: where that is the same on both sides of a plan, they have them in common. */
export class UnitStore {
  readonly #rules: readonly Rule[];
  readonly #cache: UnitCache | undefined;
  readonly #open = new Map<string, KnownUnits>();

  /**
   * @param rules all that there are
   * @param cache what runs before have kept; absent: nothing is kept from run to run
   */
  constructor(rules: readonly Rule[], cache?: UnitCache) {
    this.#rules = rules;
    this.#cache = cache;
  }

  /** @returns undefined where nothing can be known of its sites */
  of(region: Region): KnownUnits | undefined {
    const key = regionKey(region);
    if (key === undefined) return undefined;
    const known = this.#open.get(key) ?? new KnownUnits(this.#rules, this.#cache?.get(key));
    this.#open.set(key, known);
    return known;
  }

  /** The same by the name of a repository; nothing is known of the sites in that of the centre. */
  ofRepository({ regions }: Fleet, name: string): KnownUnits | undefined {
    const region = regions.find((each) => each.name === name);
    return region && this.of(region);
  }

  /** What all rules have found in the repository of a region, and a publish of it that had nothing to do. */
  repository(region: Region): RepositoryRecord | undefined {
    const key = this.#cache && repositoryKey(region);
    return key === undefined ? undefined : this.#cache?.getRepository(key);
  }

  keepRepository(region: Region, record: RepositoryRecord): void {
    const { diagnostics } = record.compiled;
    // What could not be asked or made may be told another time.
    if (diagnostics.some(({ code, notEvaluated }) => notEvaluated !== undefined || !isPolicyCode(code))) return;
    const key = this.#cache && repositoryKey(region);
    if (key !== undefined && isExact(record)) this.#cache?.putRepository(key, record);
  }

  /** Keeps what is new for the next run, and lets go of all units. */
  close(): void {
    for (const [key, { changed }] of this.#open) if (changed) this.#cache?.put(key, changed);
    this.#open.clear();
  }
}

/** What the settings of a run allow to keep; undefined where code of a fleet's own has a part in what becomes of a site. */
export function openUnitStore(
  { profiles, cache }: Pick<RunSettings, "profiles" | "cache">,
  ...codes: readonly LoadedCode[]
): UnitStore | undefined {
  const [code] = codes;
  if (!code || codes.some(({ hasOwn }) => hasOwn)) return undefined;
  return new UnitStore(
    code.rules,
    cache === undefined || profiles !== shippedProfiles ? undefined : openUnitCache(join(cache, "sites")),
  );
}
