/** What sites ask of KubeEdge that it cannot do. */

import type { KubeEdgeProvisioner } from "../../../model/provisioner.ts";
import { sourceAt } from "../../../model/source.ts";
import type { ParentCluster, RuntimeScope, RuntimeSite } from "../../engine.ts";
import type { Unsupported } from "../../unsupported.ts";
import { unusedClusterNetworks } from "../cluster-networks.ts";
import { otherSettings } from "../other-settings.ts";
import { cloudCores, nodeCount } from "./cloudcore.ts";
import { uplinkOf } from "./uplink.ts";
import { leading, stepFault } from "./versions.ts";

type KubeEdgeSite = RuntimeSite<KubeEdgeProvisioner>;

/** What the nodes of one parent ask for that one CloudCore cannot give them. */
export function unsupportedByKubeEdge({ parent, sites }: RuntimeScope<KubeEdgeProvisioner>): readonly Unsupported[] {
  const { host } = uplinkOf(parent);
  const { own, others } = byCloudCore(sites);
  const refused = new Set(others);
  return [
    ...(host.startsWith("[") ? endpointOfIpv6(sites, host) : []),
    ...tooManyNodes(sites, parent),
    ...jobsOfSeveral(sites),
    ...upgradeFaults(sites),
    ...otherSettings([...own, ...others], otherCloudCore),
    ...mixedZones(sites.filter((each) => !refused.has(each))),
    ...sites.flatMap(({ site }) => unusedClusterNetworks(site)),
  ];
}

/** CloudCore leads logs and exec into its tunnels by iptables of IPv4 (KubeEdge v1.23 cloud/pkg/cloudstream/iptables). */
function endpointOfIpv6(sites: readonly KubeEdgeSite[], host: string): readonly Unsupported[] {
  return sites.slice(0, 1).map(({ site }) => ({
    requested: `edge nodes of a parent whose endpoint is the IPv6 address ${host}: CloudCore leads logs and exec into its tunnels by rules of IPv4 alone`,
    alternative: "give the endpoint a name with an address of IPv4",
    at: sourceAt(site.source, "profile"),
    subject: site.path,
  }));
}

/** Kubernetes is made and tested for clusters of so many (kubernetes.io, Considerations for large clusters). */
const MOST_NODES = 5000;

function tooManyNodes(sites: readonly KubeEdgeSite[], parent: ParentCluster): readonly Unsupported[] {
  const nodes = nodeCount(sites);
  if (nodes <= MOST_NODES) return [];
  return [
    {
      requested: `${nodes} edge nodes at one parent: Kubernetes is made for ${MOST_NODES} in a cluster`,
      alternative: "split the region, or give sites clusters of their own",
      subject: parent.path,
    },
  ];
}

/** Each CloudCore calls servers that hang on another one failed, also after they have done the job (taskmanager/executor at v1.23.1). */
function jobsOfSeveral(sites: readonly KubeEdgeSite[]): readonly Unsupported[] {
  const upgrading = sites.find(({ settings }) => settings.upgradesFrom !== undefined);
  if (!upgrading || cloudCores(nodeCount(sites)) === 1) return [];
  const { site, settings } = upgrading;
  return [
    {
      requested: `a word of the jobs on how the upgrade to KubeEdge ${settings.version} went, from ${cloudCores(nodeCount(sites))} CloudCores: each calls servers of the others failed`,
      alternative: "read the versions of the nodes: kubectl get nodes -L flotilla.dev/site",
      at: sourceAt(site.source, "profile"),
      subject: site.path,
      severity: "warning",
    },
  ];
}

/** Sites of the settings by which CloudCore is made, and those of others whose servers it does not take along. */
function byCloudCore(sites: readonly KubeEdgeSite[]): Readonly<Record<"own" | "others", readonly KubeEdgeSite[]>> {
  const [first, ...more] = new Set(sites.map(({ settings }) => settings));
  if (!first) return { own: [], others: [] };
  const newest = leading([first, ...more]);
  const isServed = ({ settings }: KubeEdgeSite) =>
    settings.version === newest.upgradesFrom && settings.secretStore === newest.secretStore;
  return {
    own: sites.filter(({ settings }) => settings === newest),
    others: sites.filter((each) => each.settings !== newest && !isServed(each)),
  };
}

/** A profile says from which version it comes, and EdgeCore goes one minor version at a time as its Kubernetes does. */
function upgradeFaults(sites: readonly KubeEdgeSite[]): readonly Unsupported[] {
  const byProfile = new Map(sites.map((each) => [each.settings, each] as const));
  return [...byProfile.values()].flatMap(({ site, settings }) => {
    const fault = stepFault(settings);
    if (fault === undefined) return [];
    const { version, upgradesFrom } = settings;
    return [
      {
        requested: `KubeEdge ${version}${upgradesFrom === undefined ? "" : ` on servers with ${upgradesFrom}`}: ${fault}`,
        alternative: "pin a profile that upgrades from the version before, and then the next",
        at: sourceAt(site.source, "profile"),
        subject: site.path,
      },
    ];
  });
}

/** keadm's file for a zone has one version for all servers that join by it. */
function mixedZones(sites: readonly KubeEdgeSite[]): readonly Unsupported[] {
  const joining = sites.filter(({ site }) => site.spec.state !== "retired");
  return [...Map.groupBy(joining, ({ site }) => site.zone).values()].flatMap(([first, ...others]) => {
    const other = others.find(({ settings }) => settings.version !== first?.settings.version);
    if (!first || !other) return [];
    return [
      {
        requested: `KubeEdge ${other.settings.version} beside ${first.settings.version} in one zone: its servers join by one file of keadm, which has one version`,
        alternative: "pin the same profile version at all sites of the zone",
        at: sourceAt(other.site.source, "profile"),
        subject: other.site.path,
      },
    ];
  });
}

/** One CloudCore has one version, one set of images and one store. */
function otherCloudCore({ site, settings }: KubeEdgeSite, first: KubeEdgeSite): string {
  return settings.version === first.settings.version
    ? `other images or another secret store in profile ${site.reference} than in ${first.site.reference}, which ${first.site.name} pins: one CloudCore serves both`
    : `KubeEdge ${settings.version} beside ${first.settings.version}, which ${first.site.name} pins: one CloudCore serves both`;
}
