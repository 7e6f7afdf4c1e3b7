/** One object that makes a Deployment in each pool. */

import type { JsonObject } from "../../../model/json.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { edgeToleration } from "../../edge-taint.ts";
import type { AppZone } from "../../engine.ts";
import { type DeploymentSpec, deploymentSpec } from "../native/deployment.ts";
import type { Workload } from "../native/workload.ts";
import { everyPool, type Made, ofPool } from "./tweaks.ts";

/** A zone with the app as it is there. */
export interface PlacedZone {
  readonly place: AppZone;
  readonly own: Workload;
}

/**
 * Pools stand in the list by their names, which is no part of the revision, so that a zone that comes or goes leaves the pods
 * of the others alone, as long as nothing differs in it. What the webhook would add is written out.
 *
 * @param common the app where nothing differs by zone
 */
export function yurtAppSet(common: Workload, zones: readonly PlacedZone[]): KubernetesObject {
  const inOrder = zones.toSorted(({ place: a }, { place: b }) => ((a.suffix ?? "") < (b.suffix ?? "") ? -1 : 1));
  const plain: Made = { workload: common, spec: deploymentSpec({ ...common, selector: poolless(common) }) };
  const tweaks = [
    ...everyPool(plain),
    ...inOrder.flatMap(({ place, own }) => ofPool(plain, { workload: own, spec: deploymentSpec(own) }, place)),
  ];
  return {
    apiVersion: "apps.openyurt.io/v1beta1",
    kind: "YurtAppSet",
    metadata: common.metadata,
    spec: {
      pools: inOrder.map(({ place: { suffix = "" } }) => suffix),
      revisionHistoryLimit: 3,
      workload: {
        workloadTemplate: {
          deploymentTemplate: { metadata: { labels: common.metadata.labels }, spec: template(plain.spec) },
        },
        ...(tweaks.length > 0 && { workloadTweaks: tweaks }),
      },
    },
  };
}

/**
 * The selector has names that are the same in all pools, and OpenYurt adds the pool's. Pods tolerate servers of sites, and
 * nothing else: yurt-manager sets how long they stay on a node that is out of reach, and it panics at a toleration of that
 * without an end (yurtcoordinator/podbinding at v1.7.0).
 */
function template({ template: pod, ...spec }: DeploymentSpec): JsonObject {
  const { tolerations: _, ...podSpec } = pod.spec;
  return {
    ...spec,
    template: { ...pod, spec: { ...podSpec, tolerations: [edgeToleration] } },
  } as JsonObject;
}

/** Pods of the app in any pool. */
export function poolless({ spec }: Pick<Workload, "spec">): Readonly<Record<string, string>> {
  return { "app.kubernetes.io/name": spec.name };
}
