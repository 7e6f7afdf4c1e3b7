import { duplicates } from "../duplicates.ts";
import { place } from "../place.ts";
import type { FleetRule } from "../rule.ts";

export const vlan: FleetRule = {
  id: "FLT-NET-008",
  scope: "fleet",
  severity: "error",
  title: "A VLAN is used by one site of a zone",
  help: "Sites of a zone hang on the same metropolitan switches. Two with the same VLAN share one broadcast domain: they see each other's ARP, DHCP and virtual addresses, and their clusters are not isolated.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - { name: sz-nanshan-01, network: { vlan: 112 } }
  - { name: sz-nanshan-02, network: { vlan: 112 } }
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - { name: sz-nanshan-01, network: { vlan: 112 } }
  - { name: sz-nanshan-02, network: { vlan: 113 } }
`,
  check(fleet) {
    return fleet.regions.flatMap((region) =>
      region.zones.flatMap((zone) =>
        duplicates(zone.sites, (site) => site.spec.network.vlan?.toString()).map(({ key, item, first }) => ({
          message: `VLAN ${key} is used by ${first.name} and by ${item.name} in zone ${zone.name}`,
          subject: item.path,
          others: [first.path],
          at: place(item.source, "network", "vlan"),
          hint: "give each site of the zone a VLAN of its own",
        })),
      ),
    );
  },
};
