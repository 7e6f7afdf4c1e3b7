/** The clusters of a site, and its workers. */

import type { Host } from "../../constructs/host.ts";
import type { Site } from "../../constructs/site.ts";
import type { ClusterRef } from "../artifact.ts";

/** The cluster of the site itself. */
export function siteCluster({ name, region }: Site): ClusterRef {
  return { kind: "site", region: region.name, site: name };
}

/** The cluster that installs and looks after the site's servers: behind a gateway the centre, of which that is a node. */
export function managementCluster({ region }: Site): ClusterRef {
  return region.isBehindGateway ? { kind: "centre" } : { kind: "hub", region: region.name };
}

/** Of a site or of one of its pools, in the order of the site's file. */
export function workersIn({ hosts }: { readonly hosts: readonly Host[] }): readonly Host[] {
  return hosts.filter((host) => host.spec.role === "worker");
}
