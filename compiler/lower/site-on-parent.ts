/** The folder of a site on the cluster that installs it or that its servers join. */
import type { Site } from "../../constructs/site.ts";
import type { ObjectsArtifact } from "../../engines/artifact.ts";
import { folderNumbers, hubSitePath, siteReconciler } from "../../model/layout.ts";
import { freeze } from "./freeze.ts";
import type { ReconcileStep } from "./layers.ts";
import type { LoweringContext } from "./lowering-context.ts";
import { ownerOf } from "./site-owner.ts";
import type { Folder } from "./unit.ts";

/** @param artifacts all in the place of the site, with the engines that made them */
export function siteFolderOnParent(
  site: Site,
  artifacts: readonly (ObjectsArtifact & { readonly engine: string })[],
  { folders }: LoweringContext,
): readonly Folder[] {
  const [first] = artifacts;
  const objects = artifacts.flatMap((each) => each.objects);
  if (!first || objects.length === 0) return [];
  const make = folders.for(ownerOf(site));
  const facts = { category: "provisioning", privileged: false } as const;
  const ignored = artifacts.flatMap((each) => each.ignored ?? []);
  const folder = make(hubSitePath(site.zone.name, site.name), first.engine, freeze(objects), facts);
  return [ignored.length > 0 ? { ...folder, ignored } : folder];
}

/** Its reconciler; held with the site. */
export function siteStep({ name, spec }: Site, { path, ignored }: Folder): ReconcileStep {
  return {
    name: siteReconciler(name),
    path,
    order: folderNumbers.app,
    category: "app",
    awaited: false,
    suspended: spec.state === "held",
    ...(ignored && { ignored }),
  };
}
