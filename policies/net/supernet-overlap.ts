import { sourceAt } from "../../model/source.ts";
import type { FleetRule } from "../rule.ts";
import { addressIndex } from "./address-index.ts";
import { addressPlan } from "./address-plan.ts";

export const supernetOverlap: FleetRule = {
  id: "FLT-NET-002",
  scope: "fleet",
  severity: "error",
  title: "Supernets of two regions do not overlap",
  help: "The centre sends what is addressed to a supernet to the hub of its region. Where two supernets overlap, one hub gets the traffic of the other's sites.",
  bad: `# sites/guangdong/region.yaml
network: { supernet: 10.40.0.0/13 }
---
# sites/hunan/region.yaml
network: { supernet: 10.43.0.0/16 }
`,
  good: `# sites/guangdong/region.yaml
network: { supernet: 10.44.0.0/16 }
---
# sites/hunan/region.yaml
network: { supernet: 10.43.0.0/16 }
`,
  check(fleet, context) {
    const { regions } = addressPlan(fleet, context);
    const all = regions.flatMap(({ region, supernets }) => supernets.map((network) => ({ ...network, region })));
    return addressIndex(all.map(({ value }) => value))
      .nestings()
      .map(({ inner, outer }) => {
        const [own, around] = [all[inner] as (typeof all)[number], all[outer] as (typeof all)[number]];
        const [region, other] = [own.region, around.region];
        return {
          message: `supernet ${own.text} of ${region.name} overlaps ${around.text} of ${other.name}`,
          subject: region.path,
          others: [other.path],
          at: sourceAt(region.source, "network", "supernet"),
          hint: "supernets of regions must lie apart; move the sites of one of them",
        };
      });
  },
};
