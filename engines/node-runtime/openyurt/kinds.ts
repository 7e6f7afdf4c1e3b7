/** Facts of OpenYurt's kind of a group of nodes (apps.openyurt.io/v1beta2 at v1.7). */

import { type ChangeEffect, type FixedField, fieldAt, type KindTable } from "../../../model/kinds/facts.ts";

/** Labels, annotations and taints go to the nodes of the pool; a taint may send away what runs there. */
function onChange(before: unknown, after: unknown): ChangeEffect {
  const evicting = (pool: unknown) => {
    const taints = fieldAt(pool, "spec", "taints");
    return (Array.isArray(taints) ? taints : [])
      .filter((each) => fieldAt(each, "effect") === "NoExecute")
      .map((each) => JSON.stringify(each));
  };
  const known = new Set(evicting(before));
  return evicting(after).some((taint) => !known.has(taint)) ? "drains" : "no restart";
}

const fixed = (field: string): FixedField => ({
  path: `spec.${field}`,
  remedy: "keep it; or retire the sites of the zone, delete their nodes and the pool, and let them join anew",
  source: "OpenYurt v1.7 pkg/yurtmanager/webhook/nodepool/v1beta2, validateNodePoolSpecUpdate",
});

export const nodePoolKinds: KindTable = {
  "NodePool.apps.openyurt.io": {
    onChange,
    // Each YurtAppSet deletes its Deployment for a pool that is gone.
    onRemoval: "stops pods",
    fixed: [fixed("type"), fixed("hostNetwork"), fixed("interConnectivity")],
    retirement: "set state: retired for all sites of the zone whose servers are nodes of OpenYurt",
  },
};
