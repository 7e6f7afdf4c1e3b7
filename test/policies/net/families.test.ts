import { describe, expect, it } from "vitest";
import { findings } from "../finding.ts";

const region = (supernet: string, more = "") =>
  `# sites/guangdong/region.yaml\nnetwork: { supernet: ${supernet} }\n${more}---\n`;
const shenzhen = (...sites: readonly string[]) =>
  `# sites/guangdong/shenzhen.yaml\nzone: shenzhen\nsites:\n${sites.join("")}`;
const site = (name: string, network: string, more = "") => `  - { name: ${name}, network: { ${network} }${more} }\n`;
const messages = (id: string, text: string) => findings(id, text).map(({ message }) => message);
const hosts = (...addresses: readonly string[]) =>
  `, hosts: [${addresses.map((address) => `{ address: ${address} }`).join(", ")}]`;

const both = '[10.44.0.0/16, "fd00:44::/32"]';
/** A sound site of both families: the nth /26 and the nth /64 of its region. */
const dual = (name: string, n: number, more = "") =>
  site(
    name,
    `nodes: [10.44.${n}.0/26, "fd00:44:${n}::/64"], pods: [10.244.0.0/16, "fd00:244::/48"], services: [10.96.0.0/16, "fd00:96::/112"], vip: [10.44.${n}.10, "fd00:44:${n}::10"]${more}`,
    hosts(`[10.44.${n}.11, "fd00:44:${n}::11"]`),
  );
const ipv6 = (name: string, n: number, more = "") =>
  site(
    name,
    `nodes: "fd00:44:${n}::/64", pods: "fd00:244::/48", services: "fd00:96::/112"${more}`,
    hosts(`"fd00:44:${n}::11"`),
  );
const every = Array.from({ length: 17 }, (_, index) => `FLT-NET-${String(index + 1).padStart(3, "0")}`);

describe("sites of both families, of IPv6 alone and of IPv4 alone", () => {
  it.each(every)("break no rule beside each other: %s", (id) => {
    const ipv4 = site("c", "nodes: 10.44.3.0/26", hosts("10.44.3.11"));
    expect(messages(id, region(both) + shenzhen(dual("a", 1), ipv6("b", 2), ipv4))).toEqual([]);
  });
});

describe("each rule holds for IPv6 as for IPv4", () => {
  it.each<[string, string, string, string]>([
    [
      "FLT-NET-001",
      "a node network in another",
      shenzhen(dual("a", 1), site("b", 'nodes: "fd00:44:1:0:8000::/66"', hosts('"fd00:44:1:0:8000::11"'))),
      "nodes fd00:44:1:0:8000::/66 of b overlaps fd00:44:1::/64 of panji/guangdong/shenzhen/a",
    ],
    [
      "FLT-NET-003",
      "a node network outside the supernet of its family",
      shenzhen(site("a", 'nodes: [10.44.1.0/26, "fd00:45:1::/64"]', hosts('[10.44.1.11, "fd00:45:1::11"]'))),
      "nodes fd00:45:1::/64 lies outside the supernet fd00:44::/32 of guangdong",
    ],
    [
      "FLT-NET-004",
      "pods inside a supernet",
      shenzhen(site("a", 'nodes: 10.44.1.0/26, pods: [10.244.0.0/16, "fd00:44:8000::/48"]')),
      "pods fd00:44:8000::/48 overlaps the supernet fd00:44::/32 of guangdong",
    ],
    [
      "FLT-NET-005",
      "services inside pods",
      shenzhen(site("a", 'nodes: "fd00:44:1::/64", pods: "fd00:96::/48", services: "fd00:96::/112"')),
      "services fd00:96::/112 overlaps pods fd00:96::/48",
    ],
    [
      "FLT-NET-006",
      "a virtual address that a server has, in another spelling",
      shenzhen(site("a", 'nodes: "fd00:44:1::/64", vip: "fd00:44:1:0::0:11"', hosts('"fd00:44:1::11"'))),
      "vip fd00:44:1:0::0:11 is the address of a-a, expected a free address from fd00:44:1::1 to fd00:44:1:0:ffff:ffff:ffff:fffe",
    ],
    [
      "FLT-NET-006",
      "an ingress address that is the vip",
      shenzhen(site("a", "nodes: 10.44.1.0/26, vip: 10.44.1.10, ingressVip: 10.44.1.10")),
      "ingressVip 10.44.1.10 is the vip of the control plane, expected a free address from 10.44.1.1 to 10.44.1.62",
    ],
    [
      "FLT-NET-007",
      "a server outside",
      shenzhen(site("a", 'nodes: "fd00:44:1::/64"', hosts('"fd00:44:2::11"'))),
      "address fd00:44:2::11 of a-a lies outside nodes fd00:44:1::/64",
    ],
    [
      "FLT-NET-007",
      "one address twice, in two spellings",
      shenzhen(site("a", 'nodes: "fd00:44:1::/64"', hosts('"fd00:44:1::b"', '"fd00:44:1:0:0:0:0:B"'))),
      "address fd00:44:1:0:0:0:0:B of a-b is that of panji/guangdong/shenzhen/a/a-a, expected one of its own",
    ],
    [
      "FLT-NET-007",
      "a node on a server that has another server's address",
      shenzhen(
        site(
          "a",
          "nodes: 10.44.1.0/26",
          ", hosts: [{ address: 10.44.1.11 }, { address: 10.44.1.12, nodes: [{ name: n1, role: worker, address: 10.44.1.11 }] }]",
        ),
      ),
      "address 10.44.1.11 of a-b is that of panji/guangdong/shenzhen/a/a-a, expected one of its own",
    ],
    [
      "FLT-NET-008",
      "a VLAN of an interface that another site has",
      shenzhen(
        site("a", "nodes: 10.44.1.0/26, vlan: 112", hosts("10.44.1.11")),
        site(
          "b",
          "nodes: 10.44.2.0/26",
          ", hosts: [{ address: 10.44.2.11, interfaces: [{ name: eno1, type: ethernet }, { name: v, type: vlan, members: [eno1], id: 112, addresses: [10.44.2.11/26] }] }]",
        ),
      ),
      "VLAN 112 is used by a and by b in zone shenzhen",
    ],
    [
      "FLT-NET-011",
      "a network without room",
      shenzhen(site("a", 'nodes: "fd00:44:1::/127"', hosts('"fd00:44:1::1"', '"fd00:44:1::"'))),
      "nodes fd00:44:1::/127 has room for 2, expected 3: 2 servers, a gateway",
    ],
    [
      "FLT-NET-014",
      "a BMC in another site's network",
      shenzhen(
        dual("a", 1),
        site(
          "b",
          "nodes: 10.44.2.0/26",
          ', hosts: [{ address: 10.44.2.11, bmc: "redfish://[fd00:44:1::b]/redfish/v1/Systems/1" }]',
        ),
      ),
      "b and panji/guangdong/shenzhen/a reach each other without a hub: they share a network: b has an address in nodes 10.44.1.0/26, fd00:44:1::/64",
    ],
    [
      "FLT-NET-014",
      "a further interface in another site's network",
      shenzhen(
        dual("a", 1),
        site(
          "b",
          "nodes: 10.44.2.0/26",
          ', hosts: [{ address: 10.44.2.11, interfaces: [{ name: eno1, type: ethernet, addresses: [10.44.2.11/26, "fd00:44:1::c/64"] }] }]',
        ),
      ),
      "b and panji/guangdong/shenzhen/a reach each other without a hub: they share a network: b has an address in nodes 10.44.1.0/26, fd00:44:1::/64",
    ],
    [
      "FLT-NET-014",
      "pods that cover another site's servers",
      shenzhen(dual("a", 1), site("b", 'nodes: 10.44.2.0/26, pods: [10.244.0.0/16, "fd00:44:1::/48"]')),
      "pods fd00:44:1::/48 covers the node networks of 1 other site, such as panji/guangdong/shenzhen/a: answers to them never leave the site",
    ],
  ])("%s: %s", (id, _, text, message) => {
    expect(messages(id, region(both) + text)).toEqual([message]);
  });

  it("FLT-NET-002: a supernet in another", () => {
    const text = `${region(both)}# sites/hunan/region.yaml\nnetwork: { supernet: [10.43.0.0/16, "fd00:44:8000::/48"] }\n`;
    expect(messages("FLT-NET-002", text)).toEqual([
      "supernet fd00:44:8000::/48 of hunan overlaps fd00:44::/32 of guangdong",
    ]);
  });

  it("FLT-NET-003: a family that the region has no supernet for", () => {
    expect(messages("FLT-NET-003", region("10.44.0.0/16") + shenzhen(ipv6("a", 1)))).toEqual([
      "nodes fd00:44:1::/64 is of another family than the supernet 10.44.0.0/16 of guangdong",
    ]);
  });

  it("FLT-NET-013: an endpoint at an IPv6 address", () => {
    const hub = 'hub: { endpoint: "https://[fd00:96::6]:6443" }\n';
    expect(messages("FLT-NET-013", region(both, hub) + shenzhen(dual("a", 1)))).toEqual([
      "services fd00:96::/112 covers the endpoint of the hub of guangdong",
    ]);
  });
});

describe("the families of a site", () => {
  it.each([
    [
      "pods of one",
      dual("a", 1).replace('[10.244.0.0/16, "fd00:244::/48"]', "10.244.0.0/16"),
      "pods of IPv4 with nodes of IPv4 and IPv6",
    ],
    [
      "no services at IPv6",
      ipv6("a", 1).replace(', services: "fd00:96::/112"', ", services: null"),
      "no services, for which the distribution takes IPv4 with nodes of IPv6",
    ],
    [
      "a server of one",
      dual("a", 1).replace('[10.44.1.11, "fd00:44:1::11"]', "10.44.1.11"),
      "address 10.44.1.11 of a-a is of IPv4, expected IPv4 and IPv6",
    ],
    [
      "a vip of another",
      ipv6("a", 1, ", vip: 10.44.1.10"),
      "vip 10.44.1.10 at a site with nodes of IPv6, expected an address of IPv6",
    ],
    [
      "a name server of another",
      site("a", 'nodes: 10.44.1.0/26, dns: ["fd00::53"]'),
      "dns fd00::53 at a site with nodes of IPv4",
    ],
    [
      "a route by another",
      dual("a", 1, ', routes: [{ destination: 10.0.0.0/8, gateway: "fd00:44:1::2" }]'),
      "route to 10.0.0.0/8 by fd00:44:1::2, expected a gateway of the destination's family",
    ],
  ])("are told apart where it has %s", (_, text, message) => {
    expect(messages("FLT-NET-015", region(both) + shenzhen(text))).toEqual([expect.stringContaining(message)]);
  });

  it("may be two with a virtual address of one", () => {
    const text = dual("a", 1).replace('vip: [10.44.1.10, "fd00:44:1::10"]', "vip: 10.44.1.10");
    expect(messages("FLT-NET-015", region(both) + shenzhen(text))).toEqual([]);
  });
});

describe("the interfaces of a server", () => {
  const withInterfaces = (interfaces: string) =>
    region(both) +
    shenzhen(site("a", "nodes: 10.44.1.0/26", `, hosts: [{ address: 10.44.1.11, interfaces: [${interfaces}] }]`));

  it.each([
    [
      "the address with another prefix",
      "{ name: eno1, type: ethernet, addresses: [10.44.1.11/24] }",
      "no interface of a-a has 10.44.1.11/26",
    ],
    [
      "the address twice",
      "{ name: eno1, type: ethernet, addresses: [10.44.1.11/26] }, { name: eno2, type: ethernet, addresses: [10.44.1.11/26] }",
      "interfaces eno1 and eno2 of a-a have the node's addresses, expected one",
    ],
    [
      "a circle",
      "{ name: br0, type: linux-bridge, members: [br1], addresses: [10.44.1.11/26] }, { name: br1, type: linux-bridge, members: [br0] }",
      "interface br0 of a-a lies on itself by way of br1",
    ],
  ])("may not have %s", (_, interfaces, message) => {
    expect(messages("FLT-NET-016", withInterfaces(interfaces))).toEqual([expect.stringContaining(message)]);
  });

  it("may be a bond with a VLAN and a bridge on it, in any order", () => {
    const interfaces =
      "{ name: br0, type: linux-bridge, members: [v1], addresses: [10.44.1.11/26] }, { name: v1, type: vlan, id: 7, members: [bond0] }, { name: bond0, type: bond, mode: 802.3ad, members: [eno1, eno2] }, { name: eno1, type: ethernet }, { name: eno2, type: ethernet }";
    expect(messages("FLT-NET-016", withInterfaces(interfaces))).toEqual([]);
  });
});
