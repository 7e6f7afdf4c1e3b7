/** What sites ask of OpenYurt that it cannot do. */

import type { Site } from "../../../constructs/site.ts";
import type { OpenYurtProvisioner } from "../../../model/provisioner.ts";
import { within } from "../../../model/source.ts";
import type { RuntimeScope } from "../../engine.ts";
import type { Unsupported } from "../../unsupported.ts";

/** Settings of a cluster; a site whose servers are nodes of the hub has the hub's. */
const ofClusters = ["vip", "pods", "services"] as const;

/** What the nodes of one parent ask for that one yurt-manager cannot give them. */
export function unsupportedByOpenYurt({ sites }: RuntimeScope<OpenYurtProvisioner>): readonly Unsupported[] {
  return [...otherSettings(sites), ...sites.flatMap(({ site }) => clusterNetworks(site))];
}

/** One yurt-manager has one version and one set of images, and one pool one time of autonomy; what differs would be dropped. */
function otherSettings(sites: RuntimeScope<OpenYurtProvisioner>["sites"]): readonly Unsupported[] {
  const [first] = sites;
  if (!first) return [];
  const wanted = JSON.stringify(first.settings);
  return sites
    .filter(({ settings }) => JSON.stringify(settings) !== wanted)
    .map(({ site, settings }) => ({
      requested:
        settings.version === first.settings.version
          ? `other images, another autonomy or other agents in profile ${site.reference} than in ${first.site.reference}, which ${first.site.name} pins: one yurt-manager serves both`
          : `OpenYurt ${settings.version} beside ${first.settings.version}, which ${first.site.name} pins: one yurt-manager serves both`,
      alternative: "pin the same profile version at all sites of the parent, or move the sites to another parent",
      at: site.source && within(site.source, "profile"),
      subject: site.path,
    }));
}

/** Nothing is lost without it, so it is told as a warning. */
function clusterNetworks(site: Site): readonly Unsupported[] {
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
