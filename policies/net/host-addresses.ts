import type { Host } from "../../constructs/host.ts";
import type { Site } from "../../constructs/site.ts";
import { type Cidr, holdsAddress } from "../../model/network.ts";
import { duplicates } from "../duplicates.ts";
import { place } from "../place.ts";
import type { Finding, FleetRule } from "../rule.ts";
import { none } from "../violation.ts";
import { addressPlan, isUsable, type SiteAddresses } from "./address-plan.ts";

export const hostAddresses: FleetRule = {
  id: "FLT-NET-007",
  scope: "fleet",
  severity: "error",
  title: "Every server has an address of its own in its site's node network",
  help: "A server outside its site's network has no gateway. An address that two servers have answers from one of them, now this and now that one.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    network: { nodes: 10.44.12.0/26 }
    hosts: [{ address: 10.44.13.11 }]
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    network: { nodes: 10.44.12.0/26 }
    hosts: [{ address: 10.44.12.11 }]
`,
  check(fleet, context) {
    const { sites } = addressPlan(fleet, context);
    const misplaced = sites.flatMap(({ site, nodes, hosts }) =>
      hosts.every((address) => isUsable(nodes, address)) ? none : misplacedHosts(site, nodes, hosts),
    );
    const all = sites.flatMap(({ hosts }) => hosts);
    return new Set(all).size < all.length ? [...misplaced, ...sharedAddresses(sites)] : misplaced;
  },
};

function misplacedHosts(site: Site, nodes: Cidr, addresses: readonly number[]): readonly Finding[] {
  return site.hosts.flatMap((host, index) => {
    const address = addresses[index] as number;
    return isUsable(nodes, address) ? [] : [misplaced(host, holdsAddress(nodes, address))];
  });
}

function sharedAddresses(sites: readonly SiteAddresses[]): readonly Finding[] {
  const hosts = sites.flatMap(({ site }) => site.hosts);
  return duplicates(hosts, (host) => host.spec.address).map(({ item, first }) => taken(item, first));
}

function taken(host: Host, holder: Host): Finding {
  return {
    message: `address ${host.spec.address} of ${host.name} is that of ${holder.path}, expected one of its own`,
    subject: host.path,
    others: [holder.path],
    at: place(host.source, "address"),
  };
}

function misplaced(host: Host, inside: boolean): Finding {
  const { address } = host.spec;
  const { nodes } = host.site.spec.network;
  return {
    message: inside
      ? `address ${address} of ${host.name} is the network or broadcast address of nodes ${nodes}`
      : `address ${address} of ${host.name} lies outside nodes ${nodes}`,
    subject: host.path,
    at: place(host.source, "address"),
    hint: "choose a free address of the node network",
  };
}
