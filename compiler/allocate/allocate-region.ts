/** Gives every site of a region what its plan has for it, and moves nobody else. */

import type { AddressLine } from "../../model/address-lock-file.ts";
import { type AddressChange, changesBetween } from "./address-changes.ts";
import { AddressPools } from "./address-pools.ts";
import { allocateLine } from "./allocate-line.ts";
import { type ClashField, clashingHosts, lineClashes, type RankedLine } from "./line-clashes.ts";
import { cutFields, type RegionAddresses, rankedLines, takenLines } from "./region-addresses.ts";
import { isAllocated, needsOf } from "./site-needs.ts";

export interface Allocation {
  /** Of all sites that take what the plan gives, in the order of their names; without a line where nothing was left. */
  readonly lines: ReadonlyMap<string, AddressLine>;
  readonly changes: readonly AddressChange[];
}

/**
 * A line that is there stays as it is, whatever comes and goes around it. What a site has not yet is looked for from the
 * place that its name leads to, site by site in the order of names, so the same files give the same lines in any order.
 *
 * @param move names of sites that shall get other networks, and of hosts that shall get other addresses
 */
export function allocateRegion(region: RegionAddresses, move: ReadonlySet<string> = new Set()): Allocation {
  const { plan, sites, lines: old } = region;
  // Without a plan nobody knows what is whose.
  if (!plan) return { lines: old, changes: [] };
  const pools = new AddressPools(plan, sites, takenLines(region));
  const giveWay = fieldsGivenUp(region, rankedLines(region), cutFields(plan));
  const lines = new Map<string, AddressLine>();
  for (const site of sites.filter(isAllocated).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const line = move.has(site.name) ? undefined : old.get(site.name);
    const clashing = line && new Set(clashingHosts(line).filter((host) => mayMoveHost(region, site.name, host)));
    const kept =
      line && without(line, giveWay.get(site.name) ?? [], (host) => move.has(host) || clashing?.has(host) === true);
    const next = allocateLine({ site, needs: needsOf(site, plan), plan, kept, before: line, pools });
    if (next) lines.set(site.name, next);
  }
  return { lines, changes: changesBetween(old, lines) };
}

/** Of two that were given the same, the one that nobody has seen yet gets something else by itself. */
function fieldsGivenUp(
  { published }: RegionAddresses,
  ranked: readonly RankedLine[],
  cut: readonly ("pods" | "services")[],
): ReadonlyMap<string, readonly ClashField[]> {
  const movable = lineClashes(ranked, cut).filter(
    ({ site }) => site.rank === 2 || (published !== undefined && site.rank > 0),
  );
  const byName = Map.groupBy(movable, ({ site }) => site.site);
  return new Map([...byName].map(([name, own]) => [name, own.map(({ field }) => field)]));
}

/** Two hosts of one site can be told apart where somebody looked at what is published. */
function mayMoveHost({ published, sites }: RegionAddresses, site: string, host: string): boolean {
  const isPlanned = sites.some(({ name, state }) => name === site && state === "planned");
  return isPlanned || (published !== undefined && published.get(site)?.hosts[host] === undefined);
}

/** The line without what gives way; without its network it is a new one. */
function without(
  line: AddressLine,
  fields: readonly ClashField[],
  isMoved: (host: string) => boolean,
): AddressLine | undefined {
  if (fields.includes("nodes")) return undefined;
  const hosts = Object.entries(line.hosts).filter(([name]) => !isMoved(name));
  const rest = Object.entries(line).filter(([field]) => !(fields as readonly string[]).includes(field));
  return { ...(Object.fromEntries(rest) as AddressLine), hosts: Object.fromEntries(hosts) };
}
