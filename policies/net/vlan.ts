import type { Site } from "../../constructs/site.ts";
import { sourceAt } from "../../model/source.ts";
import { duplicates } from "../duplicates.ts";
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
        duplicates(zone.sites.flatMap(uses), ({ id }) => id.toString()).map(({ key, item, first }) => ({
          message: `VLAN ${key} is used by ${first.site.name} and by ${item.site.name} in zone ${zone.name}`,
          subject: item.site.path,
          others: [first.site.path],
          at: sourceAt(item.site.source, ...item.steps),
          hint: "give each site of the zone a VLAN of its own",
        })),
      ),
    );
  },
};

interface Use {
  readonly site: Site;
  readonly id: number;
  readonly steps: readonly (string | number)[];
}

/** Every VLAN of the site once, those of single interfaces among them. */
function uses(site: Site): readonly Use[] {
  const { vlan: own } = site.spec.network;
  const ofSite: readonly Use[] = own === undefined ? [] : [{ site, id: own, steps: ["network", "vlan"] }];
  if (site.hosts.every(({ spec }) => spec.interfaces === undefined)) return ofSite;
  const ofHosts = site.spec.hosts.flatMap(({ interfaces = [] }, host) =>
    interfaces.flatMap(({ id }, index): readonly Use[] =>
      id === undefined ? [] : [{ site, id, steps: ["hosts", host, "interfaces", index, "id"] }],
    ),
  );
  const byId = new Map([...ofSite, ...ofHosts].reverse().map((use) => [use.id, use]));
  return [...byId.values()].reverse();
}
