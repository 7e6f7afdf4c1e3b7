import type { Region } from "../../constructs/region.ts";
import { type CutRange, numbersIn } from "../../model/cut-range.ts";
import { FreeNumbers } from "../../model/free-numbers.ts";
import { parseCidr } from "../../model/network.ts";
import type { NetworkPlanSpec } from "../../model/network-plan-file.ts";
import { cutOf, plannedNodes, vlanCount } from "../../model/planned-network.ts";
import { sourceAt } from "../../model/source.ts";
import type { FleetRule, Violation } from "../rule.ts";

/** So much of a plan is taken when there is still time to widen it. */
const FULL = 0.9;

export const planRoom: FleetRule = {
  id: "FLT-NET-021",
  scope: "fleet",
  severity: "warning",
  title: "A region's network plan has room for the sites to come",
  help: "Sites with `network: auto` get their networks and VLANs out of the region's plan until nothing is left. From nine tenths on there is a warning: a wider range has to be agreed with whoever runs the network, and what is given already stays as it is when the plan grows.",
  bad: `# sites/guangdong/region.yaml
network: { supernet: 10.44.0.0/16, plan: { nodes: 10.44.12.0/26, size: 26 } }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, network: { nodes: 10.44.12.0/26 } }]
`,
  good: `# sites/guangdong/region.yaml
network: { supernet: 10.44.0.0/16, plan: { nodes: 10.44.0.0/20, size: 26 } }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, network: { nodes: 10.44.12.0/26 } }]
`,
  check(fleet, { regions }) {
    return fleet.regions
      .filter((region) => regions.includes(region))
      .flatMap((region) => {
        const { plan } = region.spec.network;
        return plan ? roomOf(region, plan) : [];
      });
  },
};

function roomOf(region: Region, plan: NetworkPlanSpec): readonly Violation[] {
  const cuts = [
    ["nodes", plannedNodes(plan)],
    ["pods", cutOf(plan.pods)],
    ["services", cutOf(plan.services)],
  ] as const;
  const networks = cuts.flatMap(([field, range]) =>
    range ? finding(region, `networks for ${field}`, field, range.count, takenNetworks(region, field, range)) : [],
  );
  const { vlans } = plan;
  if (!vlans) return networks;
  const used = new Set(region.sites.flatMap(({ network }) => network.vlan ?? []));
  const taken = [...used].filter((id) => id >= vlans.from && id <= vlans.to).length;
  return [...networks, ...finding(region, "VLANs", "vlans", vlanCount(plan), taken)];
}

/** Networks that sites state themselves are taken as well. */
function takenNetworks(region: Region, field: "nodes" | "pods" | "services", range: CutRange): number {
  const networks = region.sites.flatMap((site) => site.network[field]).flatMap((text) => parseCidr(text) ?? []);
  return new FreeNumbers(
    range.count,
    networks.map((network) => numbersIn(range, network)),
  ).taken;
}

function finding(
  { name, path, source }: Region,
  what: string,
  key: string,
  count: number,
  taken: number,
): readonly Violation[] {
  if (taken < count * FULL) return [];
  return [
    {
      message: `${taken} of ${count} ${what} in the plan of ${name} are taken, expected fewer than nine tenths`,
      subject: path,
      at: sourceAt(source, "network", "plan", key),
      hint: "widen network.plan while there is room: what is given already stays as it is",
    },
  ];
}
