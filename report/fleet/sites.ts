/** The sites of a page: those of the map, and those that a change takes away. */

import type { PageContent } from "../../cli/page/page-data.ts";
import type { LocatedDiagnostic } from "../../compiler/load/locate.ts";
import type { MapSite } from "../../compiler/map/fleet-map.ts";
import { type Outcome, outcomesOf } from "./outcomes.ts";

export interface SiteEntry {
  readonly path: string;
  readonly region: string;
  readonly zone: string;
  readonly name: string;
  /** Absent: the fleet after the change has it no more. */
  readonly site?: MapSite;
  readonly kubernetes: string;
  /** Absent without a plan. */
  readonly outcome?: Outcome;
  /** Ids of its classes. */
  readonly classes: readonly string[];
  readonly findings: number;
  /** What a search looks in, in lower case. */
  readonly searched: string;
}

/** In the order of their paths. */
export function siteEntries({ map, plan, findings = [] }: PageContent): readonly SiteEntry[] {
  const outcomes = outcomesOf(plan?.clusters ?? [], plan?.classes ?? []);
  const rows = new Map((plan?.clusters ?? []).map((row) => [row.construct, row]));
  const kubernetes = new Map(map.profiles.map((each) => [each.profile, each.kubernetes]));
  const found = findingsByPath(plan?.findings ?? findings);
  const known = new Map(map.sites.map((site) => [site.path, site]));
  const gone = [...rows.values()].filter(({ state, construct }) => state === "removed" && isSite(construct));
  const paths = [...new Set([...known.keys(), ...gone.map(({ construct }) => construct)])].sort();
  return paths.map((path) => {
    const [, region = "", zone = "", name = ""] = path.split("/");
    const site = known.get(path);
    const version = kubernetes.get(site?.profile ?? "") ?? "";
    return {
      path,
      region,
      zone,
      name,
      ...(site && { site }),
      kubernetes: version,
      ...(plan && { outcome: outcomes.get(path) ?? "unchanged" }),
      classes: rows.get(path)?.classes ?? [],
      findings: found.get(path) ?? 0,
      searched: [path, ...(site ? wordsOf(site) : []), version].join(" ").toLowerCase(),
    };
  });
}

const isSite = (path: string): boolean => path.split("/").length === 4;

const wordsOf = ({ kind, state, ring, profile, link, networks, vips, servers }: MapSite): readonly string[] => [
  ...[kind, state, ring, profile, link],
  ...[...networks, ...vips, ...servers],
];

/** How many findings name a site or something in it. */
function findingsByPath(findings: readonly Pick<LocatedDiagnostic, "subjects">[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { subjects } of findings) {
    const sites = new Set(subjects.map((path) => path.split("/").slice(0, 4).join("/")).filter(isSite));
    for (const path of sites) counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  return counts;
}
