/** What vSphere's provider says over the network. */

import type { Site } from "../../../constructs/site.ts";
import type { EngineTraffic } from "../../../model/traffic.ts";
import { managesCluster } from "../cluster-api/traffic.ts";
import { logInsOf } from "../log-ins.ts";

/** The vCenter, which the hub reaches, is no part of the site: docs/engines/vsphere.md. */
export function vsphereTraffic(site: Site): readonly EngineTraffic[] {
  return [managesCluster, ...logInsOf(site)];
}
