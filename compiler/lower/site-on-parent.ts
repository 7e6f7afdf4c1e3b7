/** The folder of a site on the cluster that installs it or that its servers join. */
import type { Site } from "../../constructs/site.ts";
import type { ObjectsArtifact } from "../../engines/artifact.ts";
import type { EngineTables } from "../../engines/engines.ts";
import { provisionerOf } from "../../engines/lookup.ts";
import { folderNumbers, hubSitePath, siteReconciler } from "../../model/layout.ts";
import type { Privileges } from "../../model/privilege.ts";
import { freeze } from "./freeze.ts";
import type { ReconcileStep } from "./layers.ts";
import type { LoweringContext } from "./lowering-context.ts";
import { ownerOf } from "./site-owner.ts";
import type { Folder } from "./unit.ts";

/** @param artifacts all in the place of the site, with the engines that made them */
export function siteFolderOnParent(
  site: Site,
  artifacts: readonly (ObjectsArtifact & { readonly engine: string })[],
  { folders, engines }: LoweringContext,
): readonly Folder[] {
  const [first] = artifacts;
  const objects = artifacts.flatMap((each) => each.objects);
  if (!first || objects.length === 0) return [];
  const make = folders.for(ownerOf(site), { kubernetes: site.manager?.profile?.kubernetes.version });
  const privileged = privilegesOnManager(site, engines);
  const facts = { category: "provisioning", privileged } as const;
  const ignored = artifacts.flatMap((each) => each.ignored ?? []);
  const folder = make(hubSitePath(site.zone.name, site.name), first.engine, freeze(objects), facts);
  const pauses = artifacts.every(({ slot }) => "site" in slot && slot.pauses === true);
  return [{ ...folder, ...(pauses && { pauses: true as const }), ...(ignored.length > 0 && { ignored }) }];
}

/** What pods of the site's folder there may do beyond the baseline. */
export function privilegesOnManager(site: Site, engines: EngineTables): Privileges {
  const { profile } = site;
  const engine = profile && provisionerOf(engines, profile.provisioner);
  return engine?.onManager?.(site) ?? false;
}

/**
 * Its reconciler. While the site is held it is suspended, but where the objects themselves say that they are paused: a
 * suspended one would never apply that. There it deletes nothing.
 */
export function siteStep({ name, spec }: Site, { path, ignored, pauses }: Folder): ReconcileStep {
  const held = spec.state === "held";
  return {
    name: siteReconciler(name),
    path,
    order: folderNumbers.app,
    category: "app",
    awaited: false,
    suspended: held && !pauses,
    ...(held && pauses && { keeps: true as const }),
    ...(ignored && { ignored }),
  };
}
