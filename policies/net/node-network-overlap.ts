import { sourceAt } from "../../model/source.ts";
import type { FleetRule } from "../rule.ts";
import { addressPlan, type NodeNetworkOfSite, type SiteAddresses } from "./address-plan.ts";

export const nodeNetworkOverlap: FleetRule = {
  id: "FLT-NET-001",
  scope: "fleet",
  severity: "error",
  title: "Node networks of two sites do not overlap",
  help: "The node networks of the whole fleet are one routing domain: hubs and centre reach every server by its address. Where two sites claim the same addresses, one of them is unreachable, and it changes with every routing update which one. Planned sites count, since they reserve their addresses.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    network: { nodes: 10.44.12.0/26 }
  - name: sz-nanshan-02
    network: { nodes: 10.44.12.32/27 }
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    network: { nodes: 10.44.12.0/26 }
  - name: sz-nanshan-02
    network: { nodes: 10.44.12.64/26 }
`,
  check(fleet, context) {
    const { sites, networks, index } = addressPlan(fleet, context);
    return index.nestings().map(({ inner, outer }) => {
      const [own, around] = [networks[inner] as NodeNetworkOfSite, networks[outer] as NodeNetworkOfSite];
      const { site } = sites[own.site] as SiteAddresses;
      const { site: other } = sites[around.site] as SiteAddresses;
      return {
        message: `nodes ${own.text} of ${site.name} overlaps ${around.text} of ${other.path}`,
        subject: site.path,
        others: [other.path],
        at: sourceAt(site.source, "network", "nodes"),
        hint: "give one of the two sites a network that no other site has",
      };
    });
  },
};
