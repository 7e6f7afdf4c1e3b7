/** The Kustomizations of the root folder and of each folder. */

import { tenantDelivery } from "../../../model/delivery.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { DeliveryCluster, DeliveryScope, ReconciledFolder } from "../../engine.ts";
import { interval } from "../interval.ts";
import { paceOf } from "../pace.ts";
import { artifactName } from "./artifact.ts";
import { ignoreRule } from "./ignore-rule.ts";
import { NAMESPACE, PLATFORM_ACCOUNT, ROOT } from "./names.ts";
import { appliedAsPinned } from "./pinning.ts";
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
    sourceRef: sourceRef(target, ROOT),
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
 * The first folders depend on the root where both have one source: Flux applies a dependent only at a revision that its dependency
 * has reached, so what a commit says about a folder (hold it, wait for another) counts before what the
 * same commit puts into it. An artifact of its own changes by the root alone.
 *
 * @param isAwaited whether another folder depends on this one. Only then is its health waited for: each
 * wait keeps one of the controller's few workers, and on a hub any number of sites may be unready.
 */
export function folderKustomization(
  target: DeliveryScope,
  folder: ReconciledFolder,
  isAwaited: boolean,
): KubernetesObject {
  const { name, path, tenant, remote, ignored = [] } = folder;
  const source = sourceOf(target, folder);
  const orphaned = folder.orphaned || target.restoring === true;
  return kustomization(name, path, {
    ...dependencies(target, folder, source),
    sourceRef: sourceRef(target, source),
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

/** Name of the source that a folder comes from. */
function sourceOf(target: DeliveryCluster, folder: ReconciledFolder): string {
  return target.artifacts ? artifactName(target, folder) : ROOT;
}

function sourceRef({ artifacts }: DeliveryCluster, name: string): JsonObject {
  return { kind: artifacts ? "OCIRepository" : "GitRepository", name };
}

/** @param source name of the folder's own */
function dependencies(target: DeliveryScope, { dependsOn }: ReconciledFolder, source: string): Partial<Settings> {
  if (dependsOn.length === 0) return source === ROOT ? { dependsOn: [{ name: ROOT }] } : {};
  return {
    dependsOn: dependsOn.map((name) => {
      const other = target.folders.find((each) => each.name === name);
      return other && sourceOf(target, other) !== source ? { name, readyExpr: appliedAsPinned } : { name };
    }),
  };
}

interface Settings {
  readonly dependsOn?: readonly JsonObject[];
  readonly sourceRef: JsonObject;
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
      sourceRef: settings.sourceRef,
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
