import type { KubernetesObject } from "../../../model/manifest.ts";
import type { DeliveryTarget, ReconciledFolder } from "../../engine.ts";
import { application } from "./application.ts";
import { NAMESPACE, PLATFORM_PROJECT, ROOT, tenantProject } from "./names.ts";

/**
 * The Application of the root folder. It is never paused, not even at a held site: a paused one could
 * not read the commit that resumes it. Removing it leaves everything in place.
 */
export function rootApplication(target: DeliveryTarget): KubernetesObject {
  return application({
    name: ROOT,
    project: PLATFORM_PROJECT,
    source: folderSource(target, target.root),
    namespace: NAMESPACE,
    path: target.root,
    paused: false,
    cascade: false,
  });
}

/** One folder. Removing it removes its objects, except at a held site, where nothing goes. */
export function folderApplication(target: DeliveryTarget, folder: ReconciledFolder): KubernetesObject {
  const { name, path, order, tenant } = folder;
  const paused = target.suspended || folder.suspended;
  return application({
    name,
    project: tenant ? tenantProject(tenant.name) : PLATFORM_PROJECT,
    source: folderSource(target, path),
    namespace: tenant?.namespace,
    wave: order,
    path,
    paused,
    cascade: !paused,
  });
}

function folderSource({ repository }: DeliveryTarget, path: string) {
  return { repoURL: repository, targetRevision: "main", path };
}
