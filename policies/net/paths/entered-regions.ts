import type { DeclaredPath } from "./declared-path.ts";
import type { Endpoint } from "./endpoint.ts";

const waysIn: ReadonlySet<Endpoint["kind"]> = new Set(["hub", "gateway"]);

/** Names of the regions that a path leads into from outside, and not by way of their hub or gateway. */
export function enteredRegions({ from, to }: Pick<DeclaredPath, "from" | "to">): readonly string[] {
  if (to.regions.length === 0 || waysIn.has(to.kind)) return none;
  const others = to.regions.filter((region) => !from.regions.includes(region));
  // A lone address that two regions claim is their fault (FLT-NET-002) and not the path's.
  const isClaimedTwice = others.length < to.regions.length && !to.name.includes("/");
  return isClaimedTwice ? none : others;
}

const none: readonly string[] = [];
