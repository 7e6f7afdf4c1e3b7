/** By what the sites of the picture are told apart. */

import { type Mark, marks } from "./marks.ts";
import { outcomeMarks, outcomes } from "./outcomes.ts";
import type { SiteEntry } from "./sites.ts";

export interface Category {
  readonly name: string;
  readonly mark: Mark;
  /** Number of sites. */
  readonly sites: number;
}

interface Dimension {
  readonly title: string;
  readonly of: (entry: SiteEntry) => string;
}

const GONE = "gone";

export const dimensions = {
  outcome: { title: "what happens", of: ({ outcome }) => outcome ?? "unchanged" },
  state: { title: "state", of: ({ site }) => site?.state ?? GONE },
  ring: { title: "ring", of: ({ site }) => site?.ring ?? GONE },
  profile: { title: "profile", of: ({ site }) => site?.profile ?? GONE },
  kubernetes: { title: "Kubernetes", of: ({ kubernetes }) => kubernetes || GONE },
  link: { title: "link", of: ({ site }) => site?.link ?? GONE },
  findings: { title: "findings", of: ({ findings }) => (findings > 0 ? "with findings" : "without findings") },
} as const satisfies Readonly<Record<string, Dimension>>;
export type DimensionName = keyof typeof dimensions;

/** For values that have a mark by what they are. */
const markOf: Readonly<Record<string, Mark>> = {
  ...outcomeMarks,
  active: "square",
  planned: "hollow",
  offline: "triangle",
  retired: "cross",
  [GONE]: "cross",
  "with findings": "cross",
  "without findings": "hollow",
};

/** Outcomes the worst first, other values by how many sites have them. */
export function categoriesOf(entries: readonly SiteEntry[], dimension: DimensionName): readonly Category[] {
  const counts = new Map<string, number>();
  for (const entry of entries) {
    const value = dimensions[dimension].of(entry);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const order: readonly string[] = outcomes;
  const rank = (name: string) => order.indexOf(name);
  const names = [...counts.keys()].sort((a, b) =>
    dimension === "outcome" ? rank(a) - rank(b) : (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || (a < b ? -1 : 1),
  );
  const taken = new Set(names.map((name) => markOf[name]));
  const free = marks.filter((mark) => !taken.has(mark));
  return names.map((name) => ({
    name,
    mark: markOf[name] ?? free.shift() ?? "dot",
    sites: counts.get(name) ?? 0,
  }));
}
