import type { InventoryEntry } from "../model/inventory-text.ts";

/** Paths of the files whose objects stay in the cluster when they go, sorted. */
export function keptPaths(files: readonly Pick<InventoryEntry, "path" | "kept">[]): string[] {
  return files.flatMap(({ path, kept }) => (kept ? [path] : [])).sort();
}
