/** What a change makes clusters fetch over the links of their sites. */

import type { PlanLoad, PlanUnitRow } from "./plan.ts";
import type { PlanSite } from "./plan-sites.ts";
import type { RepositoryPart } from "./repository-part.ts";

/**
 * A site that pulls fetches the newest commit of its repository, whatever of it is its own: Flux whole, Argo CD what is new in it.
 *
 * @param after sites of the head
 */
export function loadOf(
  parts: readonly RepositoryPart[],
  clusters: readonly PlanUnitRow[],
  after: readonly PlanSite[],
): PlanLoad {
  const changed = new Map(clusters.map(({ construct, bytes }) => [construct, bytes]));
  const tips = new Map(parts.flatMap(({ name, hash, tip }) => (hash === "" ? [] : [[name, tip] as const])));
  const pulling = after.filter(({ region, isWritten, pulls }) => isWritten && pulls && tips.has(region));
  const links = [...Map.groupBy(pulling, ({ link }) => link)].map(([name, sites]) => ({
    name,
    sites: sites.length,
    changed: sites.filter(({ path }) => changed.has(path)).length,
    bytes: sites.reduce((sum, { path }) => sum + (changed.get(path) ?? 0), 0),
    atMost: sites.reduce((sum, { region }) => sum + (tips.get(region) ?? 0), 0),
  }));
  return {
    links: links.sort((a, b) => b.atMost - a.atMost || (a.name < b.name ? -1 : 1)),
    repositories: tips.size,
    bytes: clusters.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
