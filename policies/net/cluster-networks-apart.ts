import { overlaps } from "../../model/network.ts";
import { place } from "../place.ts";
import type { Finding, FleetRule } from "../rule.ts";
import { addressPlan, type RegionAddresses } from "./address-plan.ts";
import { requireCidr } from "./read-address.ts";

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
    return sites.flatMap(({ site }) => {
      const { pods, services } = site.spec.network;
      const about = (key: "pods" | "services", text: string | undefined): readonly Finding[] => {
        const hit = text === undefined ? undefined : routed(text);
        if (!hit) return [];
        return [
          {
            message: `${key} ${text} overlaps the supernet ${hit.spec.network.supernet} of ${hit.name}`,
            subject: site.path,
            at: place(site.source, "network", key),
            hint: "choose a network outside all supernets, such as one of 100.64.0.0/10",
          },
        ];
      };
      return [...about("pods", pods), ...about("services", services)];
    });
  },
};

/** The first region whose supernet overlaps a network; each text is looked up once, since sites share theirs. */
function overlappedBy(regions: readonly RegionAddresses[]) {
  const known = new Map<string, RegionAddresses["region"] | undefined>();
  return (text: string) => {
    if (!known.has(text)) {
      const network = requireCidr(text);
      known.set(text, regions.find(({ supernet }) => overlaps(network, supernet))?.region);
    }
    return known.get(text);
  };
}
