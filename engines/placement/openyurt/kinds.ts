/** Facts of OpenYurt's kind of an app in many pools of nodes (apps.openyurt.io/v1beta1 at v1.7). */

import { type ChangeEffect, fieldAt, type KindTable } from "../../../model/kinds/facts.ts";
import { podImagesAt } from "../../../model/kinds/pod-images.ts";
import { type PullReader, pulledImage } from "../../../model/pulled.ts";

const TEMPLATE = ["spec", "workload", "workloadTemplate", "deploymentTemplate"] as const;

/**
 * A hash of all of `spec.workload` is a label of every pod (pkg/yurtmanager/controller/yurtappset at v1.7.0), so what differs
 * in one pool replaces the pods of all of them. The list of pools is outside of it.
 */
function onChange(before: unknown, after: unknown): ChangeEffect {
  const kept = new Set(poolsOf(after));
  if (poolsOf(before).some((pool) => !kept.has(pool))) return "stops pods";
  const [old, now] = [before, after].map((each) => JSON.stringify(fieldAt(each, "spec", "workload")));
  return old === now ? "no restart" : "restarts pods";
}

const pulls: PullReader = (set, read) => [
  ...podImagesAt(...TEMPLATE, "spec", "template", "spec")(set, read),
  ...list(fieldAt(set, "spec", "workload", "workloadTweaks")).flatMap((tweak) =>
    list(fieldAt(tweak, "tweaks", "containerImages")).flatMap((each) => pulledImage(fieldAt(each, "targetImage"))),
  ),
];

export const yurtAppSetKinds: KindTable = {
  "YurtAppSet.apps.openyurt.io": {
    onChange,
    // Its Deployments belong to it.
    onRemoval: "stops pods",
    fixed: [
      {
        path: [...TEMPLATE, "spec", "selector"].join("."),
        remedy: "give the app another name",
        source: "kubernetes pkg/apis/apps/validation ValidateDeploymentUpdate, for each Deployment that it has made",
      },
    ],
    pulls,
  },
};

function poolsOf(set: unknown): readonly unknown[] {
  return list(fieldAt(set, "spec", "pools"));
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
