import type { Site } from "../../../constructs/site.ts";
import { within } from "../../../model/source.ts";
import type { Gap } from "../../engine.ts";

/** Settings of a cluster; a site whose servers are nodes of the hub has the hub's. */
const ofClusters = ["vip", "pods", "services"] as const;

/** What a site asks for that nodes of a hub cannot be. Nothing is lost without it, so it is told as a warning. */
export function kubeEdgeGaps(site: Site): readonly Gap[] {
  const given = ofClusters.filter((key) => site.spec.network[key] !== undefined);
  if (given.length === 0) return [];
  return [
    {
      asked: `${given.join(", ")} of a network at a site that is part of its hub's cluster; not used`,
      alternative: `leave ${given.map((key) => `network.${key}`).join(", ")} out`,
      at: site.source && within(site.source, "network"),
      severity: "warning",
    },
  ];
}
