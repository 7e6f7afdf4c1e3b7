/** The sites of which a change takes all files away, with what became of them. */

import type { Site } from "../../constructs/site.ts";
import { covers } from "../../model/construct-path.ts";
import type { InventorySite } from "../../model/inventory.ts";
import type { RepositoryChange } from "../rule.ts";

/** What became of a site of which the repository's tip has files and its new content has none. */
export interface DisappearedSite extends InventorySite {
  readonly name: string;
  /** Construct path that it had. */
  readonly path: string;
  /** It is still in the fleet, but planned again, so nothing is written for it any more. */
  readonly isPlanned: boolean;
  /** The site of that name in another region, or else one with a server of it. */
  readonly now: { readonly site: Site; readonly how: "moved" | "renamed" } | undefined;
}

/** Sites of the tip that anything was written for. */
export function writtenSites({ before }: RepositoryChange): readonly (readonly [string, InventorySite])[] {
  return Object.entries(before?.sites ?? {}).filter(([, { state }]) => state !== "planned");
}

/** Sites of the tip whose files are all gone. */
export function disappearedSites(change: RepositoryChange): readonly DisappearedSite[] {
  const { before, after, construct, repository, fleet } = change;
  const gone = writtenSites(change).filter(([name]) => (after.sites[name]?.state ?? "planned") === "planned");
  if (gone.length === 0) return [];
  const elsewhere = new Map<string, Site>();
  const byServer = new Map<string, Site>();
  for (const site of fleet.regions.flatMap((region) => region.sites)) {
    if (site.region.name !== repository) elsewhere.set(site.name, site);
    if (before?.sites[site.name] !== undefined) continue;
    for (const { id, name } of site.hosts) byServer.set(id, site).set(name, site);
  }
  return gone.map(([name, site]) => {
    const path = `${construct}/${site.zone}/${name}`;
    const isPlanned = after.sites[name] !== undefined;
    const moved = isPlanned ? undefined : elsewhere.get(name);
    const renamed = moved ?? siteWithServerOf(path, before?.files ?? {}, byServer);
    const now = renamed && ({ site: renamed, how: moved ? "moved" : "renamed" } as const);
    return { ...site, name, path, isPlanned, now };
  });
}

/**
 * A site whose server a file of the vanished one was for: `hosts/<machine id>/...`, or an object named
 * after the server, such as its BareMetalHost.
 */
function siteWithServerOf(
  path: string,
  files: NonNullable<RepositoryChange["before"]>["files"],
  byServer: ReadonlyMap<string, Site>,
): Site | undefined {
  for (const [file, { construct }] of Object.entries(files)) {
    if (!covers(path, construct)) continue;
    const site = file
      .split(/[/._]/)
      .map((part) => byServer.get(part))
      .find((each) => each !== undefined);
    if (site) return site;
  }
  return undefined;
}
