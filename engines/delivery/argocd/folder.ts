/** The Applications of the root folder and of each folder. */

import { tenantDelivery } from "../../../model/delivery.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { DeliveryCluster, ReconciledFolder } from "../../engine.ts";
import { application } from "./application.ts";
import { folderSource } from "./artifact.ts";
import { NAMESPACE, PLATFORM_PROJECT, ROOT } from "./names.ts";

/**
 * The Application of the root folder. It is never paused, not even at a held site: a paused one could
 * not read the commit that resumes it. Removing it leaves everything in place. While the cluster comes back from a back-up
 * it prunes nothing.
 *
 * It reads every commit: Argo CD 3.2 forgets what a commit changed below a path when it arrives during a
 * sync, and were that sync ended, would never come back to it.
 */
export function rootApplication(target: DeliveryCluster): KubernetesObject {
  return application({
    name: ROOT,
    project: PLATFORM_PROJECT,
    source: folderSource(target, target.root),
    namespace: NAMESPACE,
    paused: false,
    prune: target.restoring !== true,
    cascade: false,
  });
}

/** Argo CD waits for the health of every wave but the last. */
const LAST_WAVE = 1000;

/**
 * One folder. Removing it removes its objects, except at a held site, where nothing goes, and when it is orphaned.
 *
 * @param isAwaited whether another folder depends on this one. All others share the last wave, so that
 * a tenant's broken app or a site that is not ready keeps nothing back.
 */
export function folderApplication(
  target: DeliveryCluster,
  folder: ReconciledFolder,
  isAwaited: boolean,
): KubernetesObject {
  const { name, path, order, tenant, ignored } = folder;
  const orphaned = folder.orphaned || target.restoring === true;
  const paused = target.suspended || folder.suspended;
  return application({
    name,
    project: tenant ? tenantDelivery(tenant.name) : PLATFORM_PROJECT,
    source: folderSource(target, path),
    namespace: tenant?.namespace,
    wave: isAwaited ? order : LAST_WAVE,
    // Argo CD asks Git alone what a change touches (argo-cd controller/state.go, evaluateRevisionChanges).
    path: target.artifacts ? undefined : path,
    paused,
    prune: !orphaned,
    cascade: !paused && !orphaned,
    ignored,
  });
}
