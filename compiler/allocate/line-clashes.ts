/** Lines of a lock that were given the same: what a merge of two branches may leave behind. */

import type { AddressLine } from "../../model/address-lock-file.ts";
import { type Cidr, overlaps, parseCidr } from "../../model/network.ts";

/** A site with its line, and how firm it stands where two were given the same. */
export interface RankedLine {
  readonly site: string;
  readonly line: AddressLine;
  /** 0: its line is published. 1: it is written. 2: it is planned. The larger one gives way, and of two alike the later name. */
  readonly rank: 0 | 1 | 2;
}

export type ClashField = "nodes" | "vlan" | "pods" | "services";

export interface LineClash {
  readonly field: ClashField;
  /** The one that gives way. */
  readonly site: RankedLine;
  readonly holder: RankedLine;
  /** What both were given. */
  readonly text: string;
}

/** @param cut ranges of which every site has its own */
export function lineClashes(lines: readonly RankedLine[], cut: readonly ("pods" | "services")[]): readonly LineClash[] {
  return [
    ...networkClashes(lines, "nodes"),
    ...cut.flatMap((field) => networkClashes(lines, field)),
    ...vlanClashes(lines),
  ];
}

/** Keys of hosts whose address another one of the line has: the later of two names gives way. */
export function clashingHosts({ vip, ingressVip, hosts }: AddressLine): readonly string[] {
  const seen = new Set([vip, ingressVip].flat());
  return Object.keys(hosts)
    .sort()
    .filter((key) => {
      const own = [hosts[key] ?? []].flat();
      const isTaken = own.some((each) => seen.has(each));
      for (const each of own) seen.add(each);
      return isTaken;
    });
}

function vlanClashes(lines: readonly RankedLine[]): readonly LineClash[] {
  const groups = Map.groupBy(lines, ({ line }) => line.vlan);
  return [...groups].flatMap(([id, own]) => {
    const [holder, ...others] = own.toSorted(byRank);
    if (id === undefined || !holder) return [];
    return others.map((site) => ({ field: "vlan" as const, site, holder, text: String(id) }));
  });
}

interface Claim {
  readonly owner: RankedLine;
  readonly network: Cidr;
  readonly text: string;
}

/** In order of addresses, one that begins before the widest so far ends overlaps it. */
function networkClashes(lines: readonly RankedLine[], field: Exclude<ClashField, "vlan">): readonly LineClash[] {
  const claims = lines.flatMap((owner): readonly Claim[] =>
    [owner.line[field] ?? []].flat().flatMap((text) => {
      const network = parseCidr(text);
      return network ? [{ owner, network, text }] : [];
    }),
  );
  const sorted = claims.sort((a, b) =>
    a.network.first < b.network.first ? -1 : a.network.first > b.network.first ? 1 : 0,
  );
  const entangled = new Set<Claim>();
  let widest = sorted[0];
  for (const claim of sorted.slice(1)) {
    if (widest && overlaps(widest.network, claim.network)) entangled.add(widest).add(claim);
    if (!widest || claim.network.last > widest.network.last) widest = claim;
  }
  return entangled.size === 0 ? [] : losers([...entangled], field);
}

/** The firmest hold what they have; whoever overlaps one of them gives way. */
function losers(claims: readonly Claim[], field: ClashField): readonly LineClash[] {
  const held: Claim[] = [];
  const lost = new Map<string, LineClash>();
  for (const claim of claims.toSorted((a, b) => byRank(a.owner, b.owner))) {
    const holder = held.find((each) => each.owner !== claim.owner && overlaps(each.network, claim.network));
    if (!holder) held.push(claim);
    else if (!lost.has(claim.owner.site))
      lost.set(claim.owner.site, { field, site: claim.owner, holder: holder.owner, text: claim.text });
  }
  return [...lost.values()];
}

function byRank(a: RankedLine, b: RankedLine): number {
  return a.rank - b.rank || (a.site < b.site ? -1 : 1);
}
