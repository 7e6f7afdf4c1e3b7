/** How clusters for a time come to their end: retired, removed, and what they had given back, each after a publish. */

import type { ClusterLine } from "../../../model/address-lock-file.ts";
import { type ClusterSpec, lastDay } from "../../../model/cluster-file.ts";
import type { SiteState } from "../../../model/zone-file.ts";
import { standingBudget } from "../../../policies/guard/delete-budget.ts";

/** The clusters of one region on one day. */
export interface ExpiryQuestion {
  /** Like 2026-12-01. */
  readonly at: string;
  readonly clusters: readonly ClusterSpec[];
  /** By name; one without its cluster is on its way out. */
  readonly lines: ReadonlyMap<string, ClusterLine>;
  /** States of all sites that the region's repository has; undefined: nobody looked, so nothing ends for good. */
  readonly published: ReadonlyMap<string, SiteState> | undefined;
  /** Sites that one run may delete beyond the standing budget. */
  readonly allowDelete: number;
}

/** Names, each in order. */
export interface ExpirySteps {
  /** Past their lifetime: their files say `retired` from now on. */
  readonly retire: readonly string[];
  /** Retired in what is published: their files go. */
  readonly remove: readonly string[];
  /** Gone from what is published: their servers and addresses are free. */
  readonly free: readonly string[];
  readonly waiting: readonly { readonly name: string; readonly reason: string }[];
}

export function expirySteps({ at, clusters, lines, published, allowDelete }: ExpiryQuestion): ExpirySteps {
  const names = new Set(clusters.map(({ name }) => name));
  const sorted = clusters.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const isOver = ({ name, lifetime }: ClusterSpec) => {
    const line = lines.get(name);
    return line !== undefined && lastDay(line.born, lifetime) <= at;
  };
  const retired = sorted.filter(({ state }) => state === "retired").map(({ name }) => name);
  const leaving = [...lines.keys()].filter((name) => !names.has(name)).sort();
  const retire = sorted.filter((spec) => spec.state !== "retired" && isOver(spec)).map(({ name }) => name);
  if (!published) {
    const reason = "nobody looked at what is published: --against BASE does";
    return { retire, remove: [], free: [], waiting: [...retired, ...leaving].map((name) => ({ name, reason })) };
  }
  const unpublished = retired.filter((name) => !published.has(name));
  const ready = retired.filter((name) => published.get(name) === "retired");
  const budget =
    standingBudget([...published.values()].filter((state) => state !== "planned").length) +
    allowDelete -
    leaving.filter((name) => published.has(name)).length;
  const removed = ready.slice(0, Math.max(0, budget));
  const waiting = [
    ...retired
      .filter((name) => published.has(name) && published.get(name) !== "retired")
      .map((name) => ({ name, reason: `it is published as ${published.get(name)}: publish its retirement first` })),
    ...ready.slice(removed.length).map((name) => ({ name, reason: "the budget of deletions of one run is used up" })),
    ...leaving
      .filter((name) => published.has(name))
      .map((name) => ({ name, reason: "it is published still: publish its removal first" })),
  ];
  return {
    retire,
    remove: [...removed, ...unpublished].sort(),
    free: [...leaving.filter((name) => !published.has(name)), ...unpublished].sort(),
    waiting,
  };
}
