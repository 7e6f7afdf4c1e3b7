/** The inventory of one repository: what it holds and who made it. */

import type { SiteState } from "./zone-file.ts";

/** Format version of .flotilla/inventory.json; a tool refuses to write over a newer one. */
export const inventoryVersion = 1;
export const inventoryPath = ".flotilla/inventory.json";

export interface InventorySite {
  readonly zone: string;
  readonly kind: "cluster" | "nodes";
  readonly state: SiteState;
  readonly profile: string;
  /**
   * Values of fields of which another one may do harm to a living site, by their names; absent: an older version wrote
   * it, and nobody knows.
   */
  readonly fields?: Readonly<Record<string, string>> | undefined;
}

export interface InventoryFile {
  /** Git blob id (SHA-1) of the content that was written. */
  readonly id: string;
  /** Construct path that the file belongs to. */
  readonly construct: string;
  /** The object stays in its cluster when the file or its reconciler goes; absent: it is pruned. */
  readonly kept?: true;
}

/**
 * What one repository holds and who made it: every file but the inventory itself.
 * It lets Flotilla delete just what it wrote and see what somebody else changed.
 */
export interface Inventory {
  readonly version: typeof inventoryVersion;
  readonly tool: "flotilla";
  /** Version of the tool that wrote it last; absent: nobody knows, and it is taken for an older one. */
  readonly toolVersion?: string | undefined;
  readonly fleet: string;
  /** Name of the region, or `centre`. */
  readonly repository: string;
  readonly sites: Readonly<Record<string, InventorySite>>;
  readonly files: Readonly<Record<string, InventoryFile>>;
}

/**
 * A record without a prototype: a dictionary from the start. One with hundreds of names that was made of a literal
 * would be laid out again for each of them, and `__proto__` would not be a name like any other.
 */
export function dictionary<T>(): Record<string, T> {
  return Object.create(null) as Record<string, T>;
}
