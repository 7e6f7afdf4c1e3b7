/** The order of objects in one Application. */

import type { KubernetesObject } from "../../../model/manifest.ts";
import { markShared, memoizeByIdentity } from "../../../model/memo.ts";

/**
 * The objects in a sync wave: each sync applies a wave when all objects of the waves before are healthy (argo-cd
 * docs/user-guide/sync-waves.md). Those without the annotation are in wave 0.
 */
export const startOrder = memoizeByIdentity(
  (objects: readonly KubernetesObject[], step: number): readonly KubernetesObject[] =>
    markShared(objects.map((object) => markShared(inWave(object, step)))),
);

function inWave(object: KubernetesObject, step: number): KubernetesObject {
  const { metadata } = object;
  const annotations = { ...metadata.annotations, "argocd.argoproj.io/sync-wave": String(step) };
  return { ...object, metadata: { ...metadata, annotations } };
}
