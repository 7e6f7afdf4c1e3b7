/** What the zones and tenants of an app are to the cluster that it runs in. */

import type { App } from "../../constructs/app.ts";
import type { Zone } from "../../constructs/zone.ts";
import type { ClusterRef, TenantRef } from "../../engines/artifact.ts";
import type { AppZone } from "../../engines/engine.ts";

/** A zone whose nodes are a parent's. Names of zones are unique in a region, so at the centre the region's goes before. */
export function zoneOnNodes(zone: Zone, { kind }: Pick<ClusterRef, "kind">): AppZone {
  const { name, region } = zone;
  const cluster = kind === "centre" ? region.fleet.centre : region.hub;
  const kubernetes = cluster?.profile?.kubernetes.version;
  const selector = { "flotilla.dev/zone": name };
  return kind === "centre"
    ? {
        zone,
        suffix: `${region.name}-${name}`,
        nodeSelector: { "flotilla.dev/region": region.name, ...selector },
        kubernetes,
      }
    : { zone, suffix: name, nodeSelector: selector, kubernetes };
}

export function tenantOf(app: App): TenantRef {
  return { name: app.spec.tenant, namespace: app.namespace };
}
