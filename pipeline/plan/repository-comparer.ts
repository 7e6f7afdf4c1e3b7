/** Compares repositories one by one; each thread of a plan has one of these. */

import { changeFacts, changeViolations } from "../../compiler/change-violations.ts";
import type { CompiledRepository } from "../../compiler/compile.ts";
import { checklist, fieldRows } from "../../compiler/diff/by-hand.ts";
import { type PrivilegeGrowth, privilegeGrowth } from "../../compiler/diff/privileges.ts";
import { removalLines } from "../../compiler/emit/removals.ts";
import { kindFacts } from "../../compiler/kind-facts.ts";
import { causesOf, type PartCauses } from "../../compiler/plan/causes.ts";
import { type NewReference, newReferences } from "../../compiler/plan/new-references.ts";
import type { Plan } from "../../compiler/plan/plan.ts";
import { type PlanSite, sitesOfFleet, sitesOfInventory } from "../../compiler/plan/plan-sites.ts";
import { compareRepository, type RepositoryPart } from "../../compiler/plan/repository-part.ts";
import { shownField } from "../../compiler/plan/shown-values.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { dictionary, type Inventory, type InventoryFile, inventoryVersion } from "../../model/inventory.ts";
import { forgetValues } from "../../model/memo.ts";
import { CompiledVersion } from "./compiled-version.ts";
import { PublishedVersion } from "./published-version.ts";
import type { VersionContent, VersionSource } from "./version.ts";

/** What a thread is told; plain data. */
export interface ComparisonSetup {
  readonly base: VersionSource;
  readonly head: VersionSource & { readonly kind: "files" };
  /** URL of the module of profiles. */
  readonly profiles: string;
  /** UTC, YYYY-MM-DD, for exemptions. */
  readonly today: string;
}

/** What became of one repository; plain data. */
export interface ComparedRepository {
  readonly name: string;
  readonly part: RepositoryPart;
  /** Of the base. */
  readonly before: { readonly sites: readonly PlanSite[]; readonly hub: string | undefined };
  readonly after: { readonly sites: readonly PlanSite[]; readonly hub: string | undefined };
  /** What the rules on objects find in the head, before exemptions. */
  readonly found: CompiledRepository;
  /** The same of the base, when it was checked. */
  readonly foundBefore: readonly Diagnostic[];
  /** What the rules on changes say of the step. */
  readonly violations: readonly Diagnostic[];
  readonly fields: Plan["fields"];
  /** One, or none where nothing goes. */
  readonly removals: Plan["removals"];
  readonly byHand: Plan["byHand"];
  readonly privileges: readonly PrivilegeGrowth[];
  readonly causes: PartCauses;
  readonly references: readonly NewReference[];
  readonly toolVersion: string | undefined;
}

export class RepositoryComparer {
  readonly #today: string;
  readonly #base: CompiledVersion | PublishedVersion;
  readonly #head: CompiledVersion;

  private constructor(base: CompiledVersion | PublishedVersion, head: CompiledVersion, today: string) {
    this.#base = base;
    this.#head = head;
    this.#today = today;
  }

  static async open({ base, head, profiles, today }: ComparisonSetup): Promise<RepositoryComparer> {
    const before = base.kind === "files" ? await CompiledVersion.open(base, profiles) : new PublishedVersion(base.base);
    return new RepositoryComparer(before, await CompiledVersion.open(head, profiles), today);
  }

  /** @returns undefined when the files of one side are faulty */
  async compare(
    name: string,
    isIn: { readonly base: boolean; readonly head: boolean },
  ): Promise<ComparedRepository | undefined> {
    const head = isIn.head ? this.#head.content(name) : undefined;
    const base = isIn.base ? await this.#base.content(name, head?.side.files ?? new Map()) : undefined;
    // Nothing is published there yet, which is no fault.
    const isFaulty = isIn.base && !base && this.#base instanceof CompiledVersion;
    if ((isIn.head && !head) || isFaulty) return undefined;
    const { code } = this.#head;
    const fleet = head?.compiled?.fleet ?? this.#head.fleetWith("centre");
    if (!fleet) return undefined;
    const kinds = kindFacts(fleet.catalogue, code.engines);
    const compared = compareRepository(name, base?.side, head?.side, kinds);
    const { part, changes, stepsAfterHeld } = compared;
    const step = head?.compiled && this.#step(fleet, head, base);
    const baseFleet = base?.compiled?.fleet ?? fleet;
    const version = (each: Fleet, side: VersionContent | undefined) => ({
      fleet: each,
      rendered: new Map([[name, side?.side.files ?? new Map()]]),
    });
    return {
      name,
      part,
      before: clustersOf(name, base, fleet),
      after: clustersOf(name, head, fleet),
      found: head?.compiled?.found ?? { diagnostics: [], files: 0, objects: 0 },
      foundBefore: base?.compiled?.found.diagnostics ?? [],
      violations: step?.violations ?? [],
      fields: fieldRows(step?.fields ?? []).map(shownField),
      removals: step && removalLines(step.removals).length > 0 ? [{ repository: name, ...step.removals }] : [],
      byHand: [...checklist(step?.fields ?? [], step?.fixed ?? []), ...stepsAfterHeld],
      privileges: changes.length === 0 ? [] : privilegeGrowth(version(baseFleet, base), version(fleet, head), changes),
      causes: base?.compiled ? causesOf(base.compiled.fleet, fleet, part.classes) : { groups: [], byClass: new Map() },
      references: newReferences(
        { fleet: baseFleet, files: base?.side.files ?? new Map() },
        { fleet, files: head?.side.files ?? new Map() },
        changes,
        part.moves,
        code.engines,
      ),
      toolVersion: base?.toolVersion,
    };
  }

  /** A site that is gone here may be in another region now, so the rules see all of them. */
  #step(fleet: Fleet, head: VersionContent, base: VersionContent | undefined) {
    const { content } = head.compiled as NonNullable<VersionContent["compiled"]>;
    const { code } = this.#head;
    const before = base && inventoryOf(content.name, fleet, base);
    const texts = new Map([...(base?.side.files.values() ?? [])].map(({ id, text }) => [id, text]));
    const loses = Object.keys(before?.sites ?? {}).some(
      (each) => (content.sites[each]?.state ?? "planned") === "planned",
    );
    const whole = loses ? (this.#head.whole() ?? fleet) : fleet;
    const facts = changeFacts(whole, content, before, (id) => texts.get(id), code);
    return { ...facts, violations: changeViolations(whole, content, before, this.#today, facts, code) };
  }

  end(): void {
    forgetValues();
  }
}

function clustersOf(name: string, version: VersionContent | undefined, now: Fleet): ComparedRepository["before"] {
  if (!version) return { sites: [], hub: undefined };
  const { compiled, side } = version;
  const region = (compiled?.fleet ?? now).regions.find((each) => each.name === name);
  const path = `${now.path}/${name}`;
  const sites = sitesOfFleet({ regions: region ? [region] : [] });
  if (name === "centre") return { sites: [], hub: undefined };
  const hub = region
    ? region.hub?.path
    : [...side.files.keys()].some((file) => file.startsWith("hub/"))
      ? `${path}/hub`
      : undefined;
  if (compiled) return { sites, hub };
  return { sites: sitesOfInventory(now.path, name, side.sites, new Map(sites.map((site) => [site.name, site]))), hub };
}

/** The inventory that a publish of the version would have left, or has left. */
function inventoryOf(repository: string, { spec }: Fleet, { side }: VersionContent): Inventory {
  const files = dictionary<InventoryFile>();
  for (const [path, file] of side.files) files[path] = file;
  return {
    version: inventoryVersion,
    tool: "flotilla",
    fleet: spec.name,
    repository,
    sites: side.sites,
    files,
  };
}
