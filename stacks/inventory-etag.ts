import { hash } from "node:crypto";
import type { Tip } from "../git/repository/tip.ts";

/**
 * Fingerprint of what the rules on changes look at in a repository. The program, which knows the fleet, evaluates them; the
 * commit goes through only as long as the repository still has it.
 */
export function inventoryEtag(tip: Pick<Tip, "inventory"> | undefined): string {
  return hash("sha256", JSON.stringify(tip?.inventory ?? null));
}
