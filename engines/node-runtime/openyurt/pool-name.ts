/** The name of a zone's NodePool in the cluster that its nodes join. */

import type { Zone } from "../../../constructs/zone.ts";
import type { ClusterRef } from "../../artifact.ts";

/** Label of a node with the name of its pool; it is compiled into OpenYurt (pkg/projectinfo at v1.7.0). */
export const POOL_LABEL = "apps.openyurt.io/nodepool";

/** Names of zones are unique in a region alone, so at the centre the region's goes before; as placement appends it. */
export function poolName({ name, region }: Zone, { kind }: Pick<ClusterRef, "kind">): string {
  return kind === "centre" ? `${region.name}-${name}` : name;
}
