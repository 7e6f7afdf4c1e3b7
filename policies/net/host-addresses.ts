import type { Host } from "../../constructs/host.ts";
import { holdsAddress } from "../../model/network.ts";
import { place } from "../place.ts";
import type { Finding, FleetRule } from "../rule.ts";
import { addressPlan, isUsable } from "./address-plan.ts";

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
    const holders = new Map<number, Host>();
    const findings: Finding[] = [];
    for (const { site, nodes, hosts } of addressPlan(fleet, context).sites) {
      for (const [index, address] of hosts.entries()) {
        const host = site.hosts[index] as Host;
        const holder = holders.get(address);
        if (!holder) holders.set(address, host);
        else findings.push(taken(host, holder));
        if (!isUsable(nodes, address)) findings.push(misplaced(host, holdsAddress(nodes, address)));
      }
    }
    return findings;
  },
};

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
