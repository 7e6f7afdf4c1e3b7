/** Networks of a cluster that a site asks for whose servers are nodes of another one. */

import type { Site } from "../../constructs/site.ts";
import { within } from "../../model/source.ts";
import type { Unsupported } from "../unsupported.ts";

/** Settings of a cluster; a site whose servers are nodes of the hub has the hub's. */
const ofClusters = ["vip", "pods", "services"] as const;

/** Nothing is lost without it, so it is told as a warning. */
export function unusedClusterNetworks(site: Site): readonly Unsupported[] {
  const given = ofClusters.filter((key) => site.spec.network[key] !== undefined);
  if (given.length === 0) return [];
  return [
    {
      requested: `${given.join(", ")} of a network at a site that is part of its hub's cluster; not used`,
      alternative: `leave ${given.map((key) => `network.${key}`).join(", ")} out`,
      at: site.source && within(site.source, "network"),
      subject: site.path,
      severity: "warning",
    },
  ];
}
