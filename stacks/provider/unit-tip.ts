/** The files of a branch told apart by unit. */

import type { Inventory, InventoryFile } from "../../model/inventory.ts";
import type { RepositoryFile } from "../../model/repository-file.ts";
import { resolveRemote } from "../remote.ts";
import { readTipContent, type TipContent, type TipFile } from "../repository-tip.ts";
import { constructOf, type UnitScope, unitsOf } from "../units.ts";

/** Which branch of which repository. */
export interface BranchTarget extends Pick<UnitScope, "fleet" | "repository"> {
  readonly remote: string;
  readonly branch: string;
}

/** A branch with its owned files told apart by unit; without an inventory none is known. */
export interface UnitTip extends TipContent {
  readonly units: ReadonlyMap<string, readonly OwnedFile[]>;
}

export interface OwnedFile extends TipFile, Pick<InventoryFile, "construct" | "kept"> {}

/** Reads each branch once: all resources of one operation see the same commit. */
export class UnitTips {
  readonly #known = new Map<string, Promise<UnitTip | undefined>>();

  read(target: BranchTarget): Promise<UnitTip | undefined> {
    const key = JSON.stringify([target.remote, target.branch]);
    const known = this.#known.get(key) ?? readUnitTip(target);
    this.#known.set(key, known);
    return known;
  }
}

async function readUnitTip(target: BranchTarget): Promise<UnitTip | undefined> {
  const tip = await readTipContent(resolveRemote(target.remote), target.branch);
  return tip && { ...tip, units: tip.inventory ? byUnit(tip.files, tip.inventory, target) : new Map() };
}

function byUnit(files: readonly TipFile[], inventory: Inventory, target: BranchTarget): UnitTip["units"] {
  const units = unitsOf({ ...target, sites: inventory.sites });
  const listed = new Map(Object.entries(inventory.files));
  const owned = files.map((file): OwnedFile => {
    const { construct = constructOf(target, units.ofPath(file.path)), kept } = listed.get(file.path) ?? {};
    return { ...file, construct, ...(kept && { kept }) };
  });
  return Map.groupBy(owned, ({ construct }) => units.ofConstruct(construct));
}

/** Files with their texts, of which most are known by their blob id already. */
export async function withTexts(
  tip: TipContent,
  files: readonly OwnedFile[],
  known: ReadonlyMap<string, string>,
): Promise<readonly RepositoryFile[]> {
  const missing = files.filter(({ id }) => !known.has(id)).map(({ id }) => id);
  const texts = missing.length > 0 ? await tip.readTexts(missing) : [];
  const read = new Map(missing.map((id, index) => [id, texts[index] ?? ""]));
  return files.map((file) => ({ ...file, text: known.get(file.id) ?? read.get(file.id) ?? "" }));
}
