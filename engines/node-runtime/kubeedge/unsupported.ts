/** What sites ask of KubeEdge that it cannot do. */

import type { Site } from "../../../constructs/site.ts";
import type { KubeEdgeProvisioner } from "../../../model/provisioner.ts";
import { within } from "../../../model/source.ts";
import type { RuntimeScope } from "../../engine.ts";
import type { Unsupported } from "../../unsupported.ts";
import { uplinkOf } from "./uplink.ts";

/** Settings of a cluster; a site whose servers are nodes of the hub has the hub's. */
const ofClusters = ["vip", "pods", "services"] as const;

/** What the nodes of one parent ask for that one CloudCore cannot give them. */
export function unsupportedByKubeEdge({ parent, sites }: RuntimeScope<KubeEdgeProvisioner>): readonly Unsupported[] {
  const { host } = uplinkOf(parent);
  return [
    ...(host.startsWith("[") ? endpointOfIpv6(sites, host) : []),
    ...otherSettings(sites),
    ...sites.flatMap(({ site }) => clusterNetworks(site)),
  ];
}

/** CloudCore leads logs and exec into its tunnels by iptables of IPv4 (KubeEdge v1.23 cloud/pkg/cloudstream/iptables). */
function endpointOfIpv6(sites: RuntimeScope<KubeEdgeProvisioner>["sites"], host: string): readonly Unsupported[] {
  return sites.slice(0, 1).map(({ site }) => ({
    requested: `edge nodes of a parent whose endpoint is the IPv6 address ${host}: CloudCore leads logs and exec into its tunnels by rules of IPv4 alone`,
    alternative: "give the endpoint a name with an address of IPv4",
    at: site.source && within(site.source, "profile"),
    subject: site.path,
  }));
}

/** One CloudCore has one version, one set of images and one store; what differs would be dropped. */
function otherSettings(sites: RuntimeScope<KubeEdgeProvisioner>["sites"]): readonly Unsupported[] {
  const [first] = sites;
  if (!first) return [];
  const wanted = JSON.stringify(first.settings);
  return sites
    .filter(({ settings }) => JSON.stringify(settings) !== wanted)
    .map(({ site, settings }) => ({
      requested:
        settings.version === first.settings.version
          ? `other images or another secret store in profile ${site.reference} than in ${first.site.reference}, which ${first.site.name} pins: one CloudCore serves both`
          : `KubeEdge ${settings.version} beside ${first.settings.version}, which ${first.site.name} pins: one CloudCore serves both`,
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
