import type { Host } from "../../constructs/host.ts";
import { sourceAt } from "../../model/source.ts";
import type { SiteRule, Violation } from "../rule.ts";
import { none } from "../violation.ts";

export const nodeInterface: SiteRule = {
  id: "FLT-NET-016",
  scope: "site",
  severity: "error",
  title: "One interface of a server has the addresses of the node",
  help: "Where a host lists its interfaces, exactly one of them has `address`, with the prefix length of the node network: default route, name servers and the site's own routes go with it. A server whose interfaces miss the address comes up without a way to its cluster. Interfaces that lie on each other in a circle never come up.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    network: { nodes: 10.44.12.0/26 }
    hosts:
      - address: 10.44.12.11
        interfaces: [{ name: eno1, type: ethernet, addresses: [10.44.12.12/26] }]
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    network: { nodes: 10.44.12.0/26 }
    hosts:
      - address: 10.44.12.11
        interfaces: [{ name: eno1, type: ethernet, addresses: [10.44.12.11/26] }]
`,
  check(site) {
    if (site.spec.hosts.every(({ interfaces }) => interfaces === undefined)) return none;
    return site.hosts.filter(({ spec }) => spec.interfaces !== undefined).flatMap(faults);
  },
};

function faults(host: Host): readonly Violation[] {
  const { site, interfaces, addresses } = host;
  const all = interfaces.flatMap((each) => each.addresses);
  const missing = addresses.map((address) => site.network.withPrefix(address)).filter((each) => !all.includes(each));
  const holders = interfaces.filter(({ isNodeInterface }) => isNodeInterface).map(({ name }) => name);
  const at = sourceAt(host.source, "interfaces");
  const subject = host.path;
  const found: Violation[] = missing.map((address) => ({
    message: `no interface of ${host.name} has ${address}, expected the node's address at one of ${interfaces.map(({ name }) => name).join(", ")}`,
    subject,
    at,
    hint: `add ${address} to the addresses of the interface that leads to the node network`,
  }));
  if (holders.length > 1) {
    const message = `interfaces ${holders.join(" and ")} of ${host.name} have the node's addresses, expected one`;
    found.push({ message, subject, at, hint: "give both addresses to one interface" });
  }
  const circle = interfaces.find(({ members }, index) => members.some((name) => comesLater(interfaces, index, name)));
  if (circle) {
    const message = `interface ${circle.name} of ${host.name} lies on itself by way of ${circle.members.join(", ")}`;
    found.push({ message, subject, at, hint: "let members name interfaces nearer to the card" });
  }
  return found;
}

/** Interfaces come members first, but for those in a circle. */
function comesLater(interfaces: Host["interfaces"], index: number, name: string): boolean {
  return interfaces.slice(index + 1).some((each) => each.name === name);
}
