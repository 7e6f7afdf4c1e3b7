import { contains } from "../../model/network.ts";
import { place } from "../place.ts";
import type { FleetRule } from "../rule.ts";
import { addressPlan } from "./address-plan.ts";

export const insideSupernet: FleetRule = {
  id: "FLT-NET-003",
  scope: "fleet",
  severity: "error",
  title: "A site's node network lies inside its region's supernet",
  help: "The hub announces the supernet and nothing else, so a site outside of it cannot be reached from hub or centre.",
  bad: `# sites/guangdong/region.yaml
network: { supernet: 10.44.0.0/16 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, network: { nodes: 10.45.12.0/26 } }]
`,
  good: `# sites/guangdong/region.yaml
network: { supernet: 10.44.0.0/16 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, network: { nodes: 10.44.12.0/26 } }]
`,
  check(fleet, context) {
    const { sites, regions } = addressPlan(fleet, context);
    const supernets = new Map(regions.map(({ region, supernet }) => [region, supernet]));
    return sites
      .filter(({ site, nodes }) => {
        const supernet = supernets.get(site.region);
        return !supernet || !contains(supernet, nodes);
      })
      .map(({ site }) => ({
        message: `nodes ${site.spec.network.nodes} lies outside the supernet ${site.region.spec.network.supernet} of ${site.region.name}`,
        subject: site.path,
        at: place(site.source, "network", "nodes"),
        hint: "choose a network inside the supernet, or move the site to the region that the address belongs to",
      }));
  },
};
