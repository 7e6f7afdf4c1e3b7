/** Reads an inventory, or says why it is not one that may be relied on. */

import { type Inventory, inventoryVersion } from "../../model/inventory.ts";
import { isMapping } from "../../model/json-fields.ts";

/** Why an inventory is not one that this version wrote, in words that follow "it". */
export interface UnreadableInventory {
  readonly problem: string;
  /**
   * `damaged`: not JSON, or lacking parts: a botched edit, which may be written over on request. `foreign`: another tool's.
   * `newer`: of a format that only a later version knows.
   */
  readonly kind: "damaged" | "foreign" | "newer";
}

export interface ParsedInventory {
  readonly inventory: Inventory | undefined;
  readonly unreadable: UnreadableInventory | undefined;
}

/** @param text undefined when the repository has no inventory */
export function parseInventory(text: string | undefined): ParsedInventory {
  if (text === undefined) return { inventory: undefined, unreadable: undefined };
  const value = parseObject(text);
  const unreadable = value ? inventoryProblem(value) : problemOf("damaged", "is not a JSON object");
  if (unreadable) return { inventory: undefined, unreadable };
  return { inventory: value as unknown as Inventory, unreadable };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isMapping(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function inventoryProblem({ tool, toolVersion, version, fleet, repository, sites, files }: Record<string, unknown>) {
  if (tool !== "flotilla") {
    return problemOf("foreign", `was written by ${JSON.stringify(tool) ?? "an unnamed tool"}, not by flotilla`);
  }
  if (typeof version === "number" && version > inventoryVersion) {
    return problemOf("newer", `has format version ${version}, newer than ${inventoryVersion}`);
  }
  const isWhole =
    version === inventoryVersion &&
    ["string", "undefined"].includes(typeof toolVersion) &&
    typeof fleet === "string" &&
    typeof repository === "string" &&
    isRecordOf(sites, "zone") &&
    isRecordOf(files, "id");
  return isWhole ? undefined : problemOf("damaged", "lacks parts or holds values of a wrong type");
}

function problemOf(kind: UnreadableInventory["kind"], problem: string): UnreadableInventory {
  return { kind, problem };
}

/** Whether it is a record of records that all have text under the key. */
function isRecordOf(value: unknown, key: string): boolean {
  if (!isMapping(value)) return false;
  for (const name in value) {
    const entry = value[name];
    if (!isMapping(entry) || typeof entry[key] !== "string") return false;
  }
  return true;
}
