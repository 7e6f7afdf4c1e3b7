/** The Kustomizations of the root folder and of each folder. */

import { tenantDelivery } from "../../../model/delivery.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { DeliveryCluster, ReconciledFolder } from "../../engine.ts";
import { interval } from "../interval.ts";
import { paceOf } from "../pace.ts";
import { ignoreRule } from "./ignore-rule.ts";
import { NAMESPACE, PLATFORM_ACCOUNT, ROOT } from "./names.ts";
import { remoteSecret } from "./remote.ts";

/**
 * The Kustomization of the root folder.
 *
 * It is never suspended, not even at a held site: a suspended one could not read the commit that
 * resumes it. It does not wait for the folders either: they depend on it and would wait for each other.
 * Deleting it leaves everything in place. While the cluster comes back from a back-up it prunes no reconciler, which in
 * the back-up may still be one that deletes what it made.
 */
export function rootKustomization(target: DeliveryCluster): KubernetesObject {
  return kustomization(ROOT, target.root, {
    interval: interval(10, 5, target.cluster),
    healthy: paceOf(target.reach).healthy,
    wait: false,
    prune: target.restoring !== true,
    deletionPolicy: "Orphan",
    serviceAccountName: PLATFORM_ACCOUNT,
    suspend: false,
  });
}

/**
 * One folder. A tenant's folder is applied by the tenant's account, which may touch nothing outside of
 * the tenant's namespaces, and into the first of them whatever its objects say. While suspended, Flux
 * deletes nothing either, so a folder removed from a held site leaves its objects behind. An orphaned one applies and
 * deletes nothing, neither what leaves the folder nor with the Kustomization itself (kustomize-controller,
 * `finalizerShouldDeleteResources`).
 *
 * The first folders depend on the root: Flux applies a dependent only at a revision that its dependency
 * has reached, so what a commit says about a folder (hold it, wait for another) counts before what the
 * same commit puts into it.
 *
 * @param isAwaited whether another folder depends on this one. Only then is its health waited for: each
 * wait keeps one of the controller's few workers, and on a hub any number of sites may be unready.
 */
export function folderKustomization(
  target: DeliveryCluster,
  folder: ReconciledFolder,
  isAwaited: boolean,
): KubernetesObject {
  const { name, path, dependsOn, tenant, remote, ignored = [] } = folder;
  const orphaned = folder.orphaned || target.restoring === true;
  return kustomization(name, path, {
    dependsOn: (dependsOn.length > 0 ? dependsOn : [ROOT]).map((each) => ({ name: each })),
    interval: interval(10, 5, `${target.cluster}/${name}`),
    healthy: paceOf(target.reach).healthy,
    wait: isAwaited,
    prune: !orphaned,
    deletionPolicy: orphaned ? "Orphan" : "MirrorPrune",
    // With a kubeconfig too: whoever that is of acts as this account (fluxcd/pkg/runtime client/impersonator.go).
    serviceAccountName: tenant ? tenantDelivery(tenant.name) : PLATFORM_ACCOUNT,
    ...(remote !== undefined && { kubeconfig: remoteSecret(remote) }),
    ...(tenant && { targetNamespace: tenant.namespace }),
    ...(ignored.length > 0 && { ignore: ignored.map(ignoreRule) }),
    suspend: target.suspended || folder.suspended,
  });
}

interface Settings {
  readonly dependsOn?: readonly JsonObject[];
  readonly interval: string;
  /** Minutes. */
  readonly healthy: number;
  readonly wait: boolean;
  readonly prune: boolean;
  readonly deletionPolicy: string;
  readonly serviceAccountName: string;
  /** Name of a Secret. */
  readonly kubeconfig?: string;
  readonly targetNamespace?: string;
  readonly ignore?: readonly JsonObject[];
  readonly suspend: boolean;
}

function kustomization(name: string, path: string, settings: Settings): KubernetesObject {
  const { dependsOn, targetNamespace, ignore, kubeconfig } = settings;
  return {
    apiVersion: "kustomize.toolkit.fluxcd.io/v1",
    kind: "Kustomization",
    metadata: { name, namespace: NAMESPACE },
    spec: {
      ...(dependsOn && { dependsOn }),
      interval: settings.interval,
      retryInterval: "2m",
      timeout: `${settings.healthy}m`,
      sourceRef: { kind: "GitRepository", name: ROOT },
      path: `./${path}`,
      prune: settings.prune,
      wait: settings.wait,
      force: false,
      deletionPolicy: settings.deletionPolicy,
      serviceAccountName: settings.serviceAccountName,
      ...(kubeconfig !== undefined && { kubeConfig: { secretRef: { name: kubeconfig } } }),
      ...(targetNamespace !== undefined && { targetNamespace }),
      ...(ignore && { ignore }),
      suspend: settings.suspend,
    },
  };
}
