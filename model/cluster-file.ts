/** The schema of clusters/<team>/<name>.yaml: a cluster that a team has for a time. */

import { z } from "zod";
import { lifetime } from "./cluster-size-file.ts";
import { parametersSchema } from "./fleet-file.ts";
import { labels, profileReference, regionName, siteName, tenantName, zoneName } from "./scalars.ts";

const clusterStates = ["shipped", "active", "held", "retired"] as const;

/** clusters/<team>/<name>.yaml: a cluster for a time, on servers that a zone keeps for such. */
export const clusterSchema = z.strictObject({
  /** Unique among all sites of the fleet: it becomes one. */
  name: siteName,
  /** A tenant of the fleet; the name of the folder. */
  team: tenantName,
  region: regionName,
  zone: zoneName,
  /** One of `clusterSizes` of sites/fleet.yaml. */
  size: z.string().min(1, "the name of a size"),
  profile: profileReference,
  /** From the day on that it gets its servers. */
  lifetime,
  state: z.enum(clusterStates).default("active"),
  /** Besides `team`, which it has anyway. */
  labels: labels.default({}),
  parameters: parametersSchema.default({}),
});

export type ClusterSpec = z.output<typeof clusterSchema>;
/** The day on which a lifetime that begins on a day is over. @param born like 2026-11-29 */
export function lastDay(born: string, lifetime: string): string {
  const day = new Date(`${born}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + Number(lifetime.slice(0, -1)));
  return day.toISOString().slice(0, 10);
}
