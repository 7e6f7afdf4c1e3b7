/** Facts of OpenYurt's kind of a group of nodes (apps.openyurt.io/v1beta2 at v1.7). */

import type { FixedField, KindTable } from "../../../model/kinds/facts.ts";

const fixed = (field: string): FixedField => ({
  path: `spec.${field}`,
  remedy: "keep it; or retire the sites of the zone, delete their nodes and the pool, and let them join anew",
  source: "OpenYurt v1.7 pkg/yurtmanager/webhook/nodepool/v1beta2, validateNodePoolSpecUpdate",
});

export const nodePoolKinds: KindTable = {
  // Labels, annotations and taints go to the nodes of the pool; nobody restarts anything for them.
  "NodePool.apps.openyurt.io": {
    onChange: "no restart",
    // Each YurtAppSet deletes its Deployment for a pool that is gone.
    onRemoval: "stops pods",
    fixed: [fixed("type"), fixed("hostNetwork"), fixed("interConnectivity")],
    retirement: "set state: retired for all sites of the zone whose servers are nodes of OpenYurt",
  },
};
