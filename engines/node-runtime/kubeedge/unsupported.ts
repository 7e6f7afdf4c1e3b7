/** What sites ask of KubeEdge that it cannot do. */

import type { KubeEdgeProvisioner } from "../../../model/provisioner.ts";
import { within } from "../../../model/source.ts";
import type { RuntimeScope, RuntimeSite } from "../../engine.ts";
import type { Unsupported } from "../../unsupported.ts";
import { unusedClusterNetworks } from "../cluster-networks.ts";
import { otherSettings } from "../other-settings.ts";
import { uplinkOf } from "./uplink.ts";

type KubeEdgeSite = RuntimeSite<KubeEdgeProvisioner>;

/** What the nodes of one parent ask for that one CloudCore cannot give them. */
export function unsupportedByKubeEdge({ parent, sites }: RuntimeScope<KubeEdgeProvisioner>): readonly Unsupported[] {
  const { host } = uplinkOf(parent);
  return [
    ...(host.startsWith("[") ? endpointOfIpv6(sites, host) : []),
    ...otherSettings(sites, otherCloudCore),
    ...sites.flatMap(({ site }) => unusedClusterNetworks(site)),
  ];
}

/** CloudCore leads logs and exec into its tunnels by iptables of IPv4 (KubeEdge v1.23 cloud/pkg/cloudstream/iptables). */
function endpointOfIpv6(sites: readonly KubeEdgeSite[], host: string): readonly Unsupported[] {
  return sites.slice(0, 1).map(({ site }) => ({
    requested: `edge nodes of a parent whose endpoint is the IPv6 address ${host}: CloudCore leads logs and exec into its tunnels by rules of IPv4 alone`,
    alternative: "give the endpoint a name with an address of IPv4",
    at: site.source && within(site.source, "profile"),
    subject: site.path,
  }));
}

/** One CloudCore has one version, one set of images and one store. */
function otherCloudCore({ site, settings }: KubeEdgeSite, first: KubeEdgeSite): string {
  return settings.version === first.settings.version
    ? `other images or another secret store in profile ${site.reference} than in ${first.site.reference}, which ${first.site.name} pins: one CloudCore serves both`
    : `KubeEdge ${settings.version} beside ${first.settings.version}, which ${first.site.name} pins: one CloudCore serves both`;
}
