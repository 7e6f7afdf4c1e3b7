/** One version of a fleet against the next: what a case edits, and the whole of what it may change. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import { changeFacts, changeViolations } from "../../compiler/change-violations.ts";
import { type Inventory, inventoryVersion } from "../../model/inventory.ts";
import { applyExemptions } from "../../policies/exempt.ts";
import { rules } from "../../policies/rules.ts";
import { type CompiledFleet, compileFleet, type ProfileSet, shippedProfiles } from "../compile-fleet.ts";
import { FleetData, type FleetTexts } from "./fleet.ts";
import { inOrder, type Plan, planOf } from "./plan.ts";

const today = "2026-11-21";

/** Changes a fleet in place; what it returns does not matter. */
type Edit = (fleet: FleetData) => unknown;

export interface Evolution {
  /** What the case starts from, when the fleet of fleet.ts is not enough. */
  readonly from?: Edit;
  readonly edit?: Edit;
  /** Changes the texts of the files, after `edit`. */
  readonly rewrite?: (texts: FleetTexts) => void;
  /** Everything that changes; nothing else may. */
  readonly plan: Plan;
  /** Codes of the rules on changes that would keep this from being published, each once. */
  readonly refusals?: readonly string[];
  /** Codes of what `check` finds in the new version, each once. */
  readonly findings?: readonly string[];
  readonly profiles?: ProfileSet;
}

/** Registers one case as a test. The title is the sentence that the plan proves. */
export function evolution(title: string, { plan, refusals = [], findings = [], ...change }: Evolution): void {
  test(title, () => {
    const [before, after] = evolve(change);
    const actual = planOf(before, after);
    expect(actual.plan, actual.against(plan)).toEqual(inOrder(plan));
    expect(refusalsOf(before, after), "refusals of the change").toEqual(refusals);
    expect(findingsOf(after), "findings in the new version").toEqual(findings);
  });
}

/** Both versions, compiled. */
export function evolve({
  from,
  edit,
  rewrite,
  profiles = shippedProfiles,
}: Omit<Evolution, "plan">): readonly [CompiledFleet, CompiledFleet] {
  const texts = fleetWith(from, edit).texts();
  rewrite?.(texts);
  const base = fleetWith(from).texts();
  if (isDeepStrictEqual(texts, base)) throw new Error("the edit changes no file");
  const before = from ? compileTexts(base, profiles) : baseFleet(profiles);
  return [before, compileTexts(texts, profiles)];
}

function fleetWith(...edits: readonly (Edit | undefined)[]): FleetData {
  const fleet = new FleetData();
  for (const edit of edits) edit?.(fleet);
  return fleet;
}

const known = new Map<ProfileSet, CompiledFleet>();

function baseFleet(profiles: ProfileSet): CompiledFleet {
  const base = known.get(profiles) ?? compileTexts(new FleetData().texts(), profiles);
  known.set(profiles, base);
  return base;
}

export function compileTexts(texts: FleetTexts, profiles: ProfileSet): CompiledFleet {
  const root = mkdtempSync(join(tmpdir(), "flotilla-evolution-"));
  try {
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return compileFleet(root, profiles);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** What a publish of the new version onto the old one is refused for. */
export function refusalsOf(before: CompiledFleet, after: CompiledFleet): readonly string[] {
  const { fleet } = after.loaded;
  if (!fleet) return [];
  const texts = new Map(before.contents.flatMap(({ files }) => files.map(({ id, text }) => [id, text] as const)));
  return codesOf(
    after.contents.flatMap((content) => {
      const inventory = inventoryOf(before, content.name);
      const facts = changeFacts(fleet, content, inventory, (id) => texts.get(id));
      return changeViolations(fleet, content, inventory, today, facts);
    }),
  );
}

function inventoryOf({ loaded, contents }: CompiledFleet, repository: string): Inventory | undefined {
  const old = contents.find(({ name }) => name === repository);
  return (
    old && {
      version: inventoryVersion,
      tool: "flotilla",
      fleet: loaded.fleet?.spec.name ?? "",
      repository,
      sites: old.sites,
      files: Object.fromEntries(
        old.files.map(({ path, id, construct, kept }) => [path, { id, construct, ...(kept && { kept }) }]),
      ),
    }
  );
}

/** Warnings of the fleet of fleet.ts, whose apps of two tenants with ports are put at edge nodes to see them move. */
const standing: readonly string[] = ["FLT-CAP-027", "FLT-NET-020"];

/** What `flotilla check` says of a version, warnings included but for those that stand. */
function findingsOf({ loaded, result }: CompiledFleet): readonly string[] {
  const { fleet, selection, diagnostics } = loaded;
  if (!fleet) return codesOf(diagnostics);
  const { kept } = applyExemptions(result.diagnostics, fleet, today, { regions: selection.regions }, rules);
  return codesOf([...diagnostics, ...kept]).filter((code) => !standing.includes(code));
}

function codesOf(diagnostics: readonly { readonly code: string }[]): readonly string[] {
  return [...new Set(diagnostics.map(({ code }) => code))].sort();
}
