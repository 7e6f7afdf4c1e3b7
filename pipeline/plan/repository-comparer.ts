/** Compares repositories one by one; each thread of a plan has one of these. */

import { changeFacts, changeViolations } from "../../compiler/change-violations.ts";
import type { CompiledRepository } from "../../compiler/compile.ts";
import { emitUnit } from "../../compiler/emit/emit-unit.ts";
import { removalLines } from "../../compiler/emit/removals.ts";
import { type FleetCode, shippedCode } from "../../compiler/fleet-code.ts";
import { kindFacts } from "../../compiler/kind-facts.ts";
import { CENTRE, centreFollowsSites } from "../../compiler/lower/lower-repository.ts";
import { LayerRenderer } from "../../compiler/lower/render-layer.ts";
import { partOfUnit, type Unit } from "../../compiler/lower/unit.ts";
import { checklist, fieldRows } from "../../compiler/plan/by-hand.ts";
import { causesOf, type PartCauses } from "../../compiler/plan/causes.ts";
import { writtenClusters } from "../../compiler/plan/cluster-files.ts";
import { differingFiles } from "../../compiler/plan/differing-files.ts";
import { type NewReference, newReferences } from "../../compiler/plan/new-references.ts";
import type { Plan } from "../../compiler/plan/plan.ts";
import { type PlanSite, sitesOfFleet, sitesOfInventory } from "../../compiler/plan/plan-sites.ts";
import { type PrivilegeGrowth, privilegeGrowth } from "../../compiler/plan/privileges.ts";
import { compareRepository, type RepositoryPart } from "../../compiler/plan/repository-part.ts";
import { shownField } from "../../compiler/plan/shown-values.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import type { Conflict } from "../../git/publish/conflicts.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { dictionary, type Inventory, type InventoryFile, inventoryVersion } from "../../model/inventory.ts";
import { hubHome } from "../../model/layout.ts";
import { forgetValues } from "../../model/memo.ts";
import type { RepositoryFile } from "../../model/repository-file.ts";
import type { RunSettings } from "../settings.ts";
import { openUnitStore, type UnitStore } from "../unit-store.ts";
import { CompiledVersion, contentOf, type LoweredRepository } from "./compiled-version.ts";
import { openVersion } from "./open-version.ts";
import type { FilesSource, VersionContent, VersionSource, WrittenVersion } from "./version.ts";

/** What a thread is told; plain data. */
export interface ComparisonSetup {
  readonly base: VersionSource;
  readonly head: FilesSource;
  /** URL of the module of profiles. */
  readonly profiles: string;
  /** As `RunSettings` has it. */
  readonly cache: string | undefined;
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
  /** What a publish would find in its way. */
  readonly conflicts: readonly Conflict[];
  /** The centre's repository follows from sites of this region, before or after. */
  readonly isSeenAtCentre: boolean;
}

/** The two sides as a thread has opened them. */
export interface OpenedSides {
  readonly base: CompiledVersion | WrittenVersion;
  readonly head: CompiledVersion;
}

/** What is asked of one repository. */
export interface ComparisonTask {
  readonly name: string;
  /** Which sides have it. */
  readonly isIn: { readonly base: boolean; readonly head: boolean };
  /** What it holds follows from the zones of all regions. */
  readonly isWhole?: boolean;
  /** Ids of the rules that are run on the base too. */
  readonly baseRules: readonly string[];
}

/** A repository in its head, and what it was. */
interface Step {
  readonly name: string;
  readonly isWhole: boolean;
  readonly fleet: Fleet;
  readonly head: LoweredRepository | undefined;
  readonly after: ReturnType<typeof contentOf> | undefined;
  readonly base: LoweredRepository | undefined;
  readonly before: VersionContent | undefined;
}

export class RepositoryComparer {
  readonly #sides: OpenedSides;
  readonly #today: string;
  /** Versions with the same tenants render their layers once. */
  readonly #renderers = new Map<string, LayerRenderer>();

  readonly #units: UnitStore | undefined;

  /**
   * @param today UTC, YYYY-MM-DD, for exemptions
   * @param settings what may be kept for another run
   */
  constructor(sides: OpenedSides, today: string, settings: Pick<RunSettings, "profiles" | "cache">) {
    const { base, head } = sides;
    this.#sides = sides;
    this.#today = today;
    this.#units = openUnitStore(settings, head.code, ...(base instanceof CompiledVersion ? [base.code] : []));
  }

  static async open({ base, head, today, ...settings }: ComparisonSetup): Promise<RepositoryComparer> {
    const sides = { base: await openVersion(base, settings), head: await CompiledVersion.open(head, settings) };
    return new RepositoryComparer(sides, today, settings);
  }

  /** @returns undefined when the files of one side are faulty */
  async compare(task: ComparisonTask): Promise<ComparedRepository | undefined> {
    const compared = await this.#compare(task);
    this.#units?.close();
    return compared;
  }

  async #compare(task: ComparisonTask): Promise<ComparedRepository | undefined> {
    const { name, isIn, isWhole = false, baseRules } = task;
    const { base: from, head: to } = this.#sides;
    const { code } = to;
    const request = { rendererFor: (fleet: Fleet) => this.#rendererFor(fleet), isWhole, units: this.#units };
    const head = isIn.head ? to.lower(name, { ...request, rules: code.rules }) : undefined;
    const fleet = head?.fleet ?? to.fleetWith(CENTRE);
    if ((isIn.head && !head) || !fleet) return undefined;
    if (!(from instanceof CompiledVersion)) {
      const after = head && contentOf(head);
      const wanted = after && { fleet: fleet.spec.name, files: after.side.files };
      const before = isIn.base ? await from.content(name, wanted) : undefined;
      return {
        ...this.#compared({ name, isWhole, fleet, head, after, base: undefined, before }),
        toolVersion: before?.toolVersion,
        conflicts: before?.conflicts ?? [],
      };
    }
    const rules = from.code.rules.filter(({ id }) => baseRules.includes(id));
    const base = isIn.base ? from.lower(name, { ...request, rules }) : undefined;
    if (isIn.base && !base) return undefined;
    const files = differingFiles(base?.units ?? [], head?.units ?? [], hasOwnChangeRules(code));
    const after = head && contentOf(head, files.after);
    const before = base && contentOf(base, files.before);
    return this.#compared({ name, isWhole, fleet, head, after, base, before });
  }

  #compared(step: Step): ComparedRepository {
    const { name, isWhole, fleet, head, after, base, before } = step;
    const { engines } = this.#sides.head.code;
    const kinds = kindFacts(fleet.catalogue, engines);
    const { part, changes, stepsAfterHeld } = compareRepository(name, before?.side, after?.side, kinds);
    const facts = this.#factsOf(step);
    const rights = (each: Fleet, side: VersionContent | undefined) => ({
      fleet: each,
      clusters: side?.clusters ?? writtenClusters(new Map()),
    });
    return {
      name,
      part,
      before: clustersOf(name, before, base?.fleet, fleet),
      after: clustersOf(name, after, fleet, fleet),
      found: head?.found ?? { diagnostics: [], files: 0, objects: 0 },
      foundBefore: base?.found.diagnostics ?? [],
      violations: facts?.violations ?? [],
      fields: fieldRows(facts?.fields ?? []).map(shownField),
      removals: facts && removalLines(facts.removals).length > 0 ? [{ repository: name, ...facts.removals }] : [],
      byHand: [...checklist(facts?.fields ?? [], facts?.fixed ?? []), ...stepsAfterHeld],
      privileges:
        changes.length === 0
          ? []
          : privilegeGrowth(rights(base?.fleet ?? fleet, before), rights(fleet, after), changes),
      causes: base
        ? causesOf(base.fleet, fleet, part.classes, (region) => isWhole || region === name)
        : { groups: [], byClass: new Map() },
      references: newReferences(
        { fleet: base?.fleet ?? fleet, filesOf: (isWanted) => baseFiles(step, isWanted) },
        fleet,
        changes,
        part.moves,
        engines,
      ),
      toolVersion: undefined,
      conflicts: [],
      isSeenAtCentre: [fleet, base?.fleet].some((each) => each !== undefined && centreFollowsSites(each, engines)),
    };
  }

  /** A site that is gone here may be in another region now, so the rules see all of them. */
  #factsOf({ name, fleet, after, before }: Step) {
    if (!after) return undefined;
    const { content } = after;
    const { code } = this.#sides.head;
    const inventory = before && inventoryOf(name, fleet, before);
    const texts = new Map([...(before?.side.files.values() ?? [])].map(({ id, text }) => [id, text]));
    const loses = Object.keys(inventory?.sites ?? {}).some(
      (each) => (content.sites[each]?.state ?? "planned") === "planned",
    );
    const whole = loses ? (this.#sides.head.fleetWith() ?? fleet) : fleet;
    const facts = changeFacts(whole, content, inventory, (id) => texts.get(id), code);
    return { ...facts, violations: changeViolations(whole, content, inventory, this.#today, facts, code) };
  }

  #rendererFor({ spec: { tenants } }: Fleet): LayerRenderer {
    const key = JSON.stringify(tenants);
    const renderer = this.#renderers.get(key) ?? new LayerRenderer(tenants);
    this.#renderers.set(key, renderer);
    return renderer;
  }

  end(): void {
    forgetValues();
  }
}

/** They may look at any file of both sides. */
function hasOwnChangeRules({ rules }: FleetCode): boolean {
  return rules.some((rule) => rule.scope === "change" && !shippedCode.rules.includes(rule));
}

/** Of the owners that are wanted; what is the same on both sides is written for nobody else. */
function baseFiles({ base, before }: Step, isWanted: (construct: string) => boolean): readonly RepositoryFile[] {
  if (!base) return [...(before?.side.files ?? [])].map(([path, file]) => ({ path, ...file }));
  const mayHold = ({ construct, checked }: Unit) => !checked || [construct, ...checked.owners].some(isWanted);
  return base.units
    .filter(mayHold)
    .flatMap((unit) => emitUnit(partOfUnit(unit, ({ construct }) => isWanted(construct))));
}

function clustersOf(
  name: string,
  version: VersionContent | undefined,
  compiled: Fleet | undefined,
  now: Fleet,
): ComparedRepository["before"] {
  if (!version || name === CENTRE) return { sites: [], hub: undefined };
  const region = (compiled ?? now).regions.find((each) => each.name === name);
  const sites = sitesOfFleet({ regions: region ? [region] : [] });
  if (compiled) return { sites, hub: region?.hub?.path };
  const { files, sites: recorded } = version.side;
  const path = `${now.path}/${name}`;
  const isWithHub = region
    ? region.hub !== undefined
    : [...files.keys()].some((file) => file.startsWith(`${hubHome}/`));
  return {
    sites: sitesOfInventory(now.path, name, recorded, new Map(sites.map((site) => [site.name, site]))),
    hub: isWithHub ? `${path}/hub` : undefined,
  };
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
