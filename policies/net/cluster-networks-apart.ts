import type { Region } from "../../constructs/region.ts";
import type { Site } from "../../constructs/site.ts";
import { type Cidr, overlaps } from "../../model/network.ts";
import { sourceAt } from "../../model/source.ts";
import type { FleetRule, Violation } from "../rule.ts";
import { none } from "../violation.ts";
import { addressPlan, type Named, type RegionAddresses } from "./address-plan.ts";

export const clusterNetworksApart: FleetRule = {
  id: "FLT-NET-004",
  scope: "fleet",
  severity: "error",
  title: "Pod and service networks lie outside all supernets",
  help: "Pods and services of a site may use the same networks as those of other sites, because they never leave it. They must not use addresses that are routed: a server keeps what is addressed to its own pods, so it could not reach the hub, or the servers, that really have the address.",
  bad: `# sites/guangdong/region.yaml
network: { supernet: 10.44.0.0/16 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, network: { nodes: 10.44.12.0/26, pods: 10.44.128.0/17 } }]
`,
  good: `# sites/guangdong/region.yaml
network: { supernet: 10.44.0.0/16 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, network: { nodes: 10.44.12.0/26, pods: 10.244.0.0/16 } }]
`,
  check(fleet, context) {
    const { sites, regions } = addressPlan(fleet, context);
    const routed = overlappedBy(regions);
    return sites.flatMap(({ site, nodes, pods, services }): readonly Violation[] => {
      if (!pods.some((each) => routed(each.value)) && !services.some((each) => routed(each.value))) return none;
      // One that overlaps the site's own nodes is told by FLT-NET-005.
      const isOwn = ({ value }: Named<Cidr>) =>
        site.spec.kind === "cluster" && nodes.some((network) => overlaps(network.value, value));
      return [
        ...pods.flatMap((each) => (isOwn(each) ? none : findings(site, "pods", each, routed(each.value)))),
        ...services.flatMap((each) => (isOwn(each) ? none : findings(site, "services", each, routed(each.value)))),
      ];
    });
  },
};

function findings(
  site: Site,
  key: "pods" | "services",
  { text }: Named<Cidr>,
  routed: RoutedNetwork | undefined,
): readonly Violation[] {
  if (!routed) return none;
  return [
    {
      message: `${key} ${text} overlaps the supernet ${routed.supernet.text} of ${routed.region.name}`,
      subject: site.path,
      at: sourceAt(site.source, "network", key),
      hint: "choose a network outside all supernets, such as one of 100.64.0.0/10 or of a fd00::/8 of your own",
    },
  ];
}

interface RoutedNetwork {
  readonly region: Region;
  readonly supernet: Named<Cidr>;
}

/** The first region whose supernet overlaps a network; each network is looked up once, since sites share theirs. */
function overlappedBy(regions: readonly RegionAddresses[]): (network: Cidr) => RoutedNetwork | undefined {
  const all = regions.flatMap(({ region, supernets }) => supernets.map((supernet) => ({ region, supernet })));
  const known = new Map<Cidr, RoutedNetwork | undefined>();
  return (network) => {
    if (!known.has(network)) {
      known.set(
        network,
        all.find(({ supernet }) => overlaps(network, supernet.value)),
      );
    }
    return known.get(network);
  };
}
