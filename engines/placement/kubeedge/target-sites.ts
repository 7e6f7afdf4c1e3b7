/** The sites whose groups of nodes an app is put into. */

import type { App } from "../../../constructs/app.ts";
import { isPutAt } from "../../../constructs/app-sites.ts";
import type { Site } from "../../../constructs/site.ts";
import type { Zone } from "../../../constructs/zone.ts";
import type { ClusterRef } from "../../artifact.ts";

/** Those of a zone whose servers are nodes of the cluster; each is a NodeGroup by its name. */
export function targetSites(app: App, zone: Zone, cluster: Pick<ClusterRef, "kind">): readonly Site[] {
  return zone.sites.filter((site) => site.spec.kind === "nodes" && site.parent === cluster.kind && isPutAt(app, site));
}

/** Name of what the controller makes for a group (nameoverrider.go at v1.23.1). */
export function childName(app: string, group: string): string {
  return `${app}-${group}`;
}
