import { describe, expect, it } from "vitest";
import { findings } from "../finding.ts";

const shenzhen = (sites: string) => `# sites/guangdong/shenzhen.yaml\nzone: shenzhen\nsites:\n${sites}`;
const site = (name: string, network: string, more = "") => `  - { name: ${name}, network: { ${network} }${more} }\n`;
const messages = (id: string, text: string) => findings(id, text).map(({ message }) => message);

describe("node networks", () => {
  it("that many sites share are told once for each further site", () => {
    const sites = ["a", "b", "c", "d"].map((name) => site(name, "nodes: 10.44.9.0/26")).join("");
    expect(messages("FLT-NET-001", shenzhen(sites))).toEqual(
      ["b", "c", "d"].map((name, index) => {
        const before = ["a", "b", "c"][index];
        return `nodes 10.44.9.0/26 of ${name} overlaps 10.44.9.0/26 of panji/guangdong/shenzhen/${before}`;
      }),
    );
  });

  it("overlap across regions too", () => {
    const text = `${shenzhen(site("a", "nodes: 10.43.0.0/24"))}---
# sites/hunan/changsha.yaml
sites: [{ name: b, network: { nodes: 10.43.0.128/25 } }]
`;
    expect(findings("FLT-NET-001", text).map(({ at, subject }) => `${subject} ${at}`)).toEqual([
      "panji/hunan/changsha/b sites/hunan/changsha.yaml sites.0.network.nodes",
    ]);
  });

  it("of planned sites are reserved", () => {
    const sites = site("a", "nodes: 10.44.9.0/26", ", state: planned") + site("b", "nodes: 10.44.9.0/27");
    expect(findings("FLT-NET-001", shenzhen(sites))).toHaveLength(1);
  });
});

describe("pods and services", () => {
  it("may be the same at every site", () => {
    const sites = ["a", "b"].map((name, at) => site(name, `nodes: 10.44.${at}.0/26, pods: 100.64.0.0/16`)).join("");
    for (const id of ["FLT-NET-004", "FLT-NET-005", "FLT-NET-014"]) {
      expect(findings(id, shenzhen(sites)), id).toEqual([]);
    }
  });

  it("lie outside the supernets of other regions as well", () => {
    const text = `${shenzhen(site("a", "services: 10.43.7.0/24"))}---\n# sites/hunan/region.yaml\n{}\n`;
    expect(messages("FLT-NET-004", text)).toEqual([
      "services 10.43.7.0/24 overlaps the supernet 10.43.0.0/16 of hunan",
    ]);
  });

  it("that a site does not name are those of its distribution", () => {
    const text = (profile: string) =>
      shenzhen(site("a", "nodes: 10.42.7.0/26, pods: null, services: null", `, profile: ${profile}`));
    expect(findings("FLT-NET-005", text("edge-k3s@1.0.0"))).toEqual([
      {
        at: "sites/guangdong/shenzhen.yaml sites.0.network",
        subject: "panji/guangdong/shenzhen/a",
        message: "the usual pods 10.42.0.0/16 overlaps nodes 10.42.7.0/26",
      },
    ]);
    expect(findings("FLT-NET-005", text("unknown@1.0.0"))).toEqual([]);
  });
});

describe("the virtual address", () => {
  it.each([
    ["10.44.9.0", "is the network address of nodes 10.44.9.0/26"],
    ["10.44.9.63", "is the broadcast address of nodes 10.44.9.0/26"],
    ["10.44.9.11", "is the address of a-a"],
    ["10.44.8.255", "lies outside nodes 10.44.9.0/26"],
  ])("%s is refused, since it %s", (vip, problem) => {
    const text = shenzhen(site("a", `nodes: 10.44.9.0/26, vip: ${vip}`));
    expect(messages("FLT-NET-006", text)).toEqual([
      `vip ${vip} ${problem}, expected a free address from 10.44.9.1 to 10.44.9.62`,
    ]);
  });

  it.each(["10.44.9.1", "10.44.9.62"])("%s at the edge of the network is fine", (vip) => {
    expect(findings("FLT-NET-006", shenzhen(site("a", `nodes: 10.44.9.0/26, vip: ${vip}`)))).toEqual([]);
  });
});

describe("the address of a server", () => {
  const hosts = (...addresses: readonly string[]) =>
    `, hosts: [${addresses.map((address) => `{ address: ${address} }`).join(", ")}]`;

  it("is its own, inside a site and across sites", () => {
    const twice = shenzhen(site("a", "nodes: 10.44.9.0/26", hosts("10.44.9.11", "10.44.9.11")));
    expect(messages("FLT-NET-007", twice)).toEqual([
      "address 10.44.9.11 of a-b is that of panji/guangdong/shenzhen/a/a-a, expected one of its own",
    ]);
    const across =
      site("a", "nodes: 10.44.9.0/26", hosts("10.44.9.11")) + site("b", "nodes: 10.44.9.0/27", hosts("10.44.9.11"));
    expect(findings("FLT-NET-007", shenzhen(across)).map(({ at }) => at)).toEqual([
      "sites/guangdong/shenzhen.yaml sites.1.hosts.0.address",
    ]);
  });

  it("is not the network or broadcast address", () => {
    const text = shenzhen(site("a", "nodes: 10.44.9.0/26", hosts("10.44.9.0", "10.44.9.63", "10.44.9.1")));
    expect(messages("FLT-NET-007", text)).toEqual([
      "address 10.44.9.0 of a-a is the network or broadcast address of nodes 10.44.9.0/26",
      "address 10.44.9.63 of a-b is the network or broadcast address of nodes 10.44.9.0/26",
    ]);
  });
});

describe("a VLAN", () => {
  it("may be used again in another zone", () => {
    const text = `${shenzhen(site("a", "vlan: 100"))}---\n# sites/guangdong/dongguan.yaml\nsites: [{ name: b, network: { vlan: 100 } }]\n`;
    expect(findings("FLT-NET-008", text)).toEqual([]);
    expect(findings("FLT-NET-014", text)).toEqual([]);
  });
});

describe("the identities of a server", () => {
  it.each([
    ["serial", "CZ21470ABC", "serial number cz21470abc"],
    ["mac", '"02:44:0c:00:00:01"', "MAC address 02:44:0c:00:00:01"],
    ["bmc", "redfish://10.44.255.11/redfish/v1/Systems/1", "BMC address redfish://10.44.255.11/redfish/v1/Systems/1"],
  ])("include its %s", (key, value, name) => {
    const hosts = `, hosts: [{ ${key}: ${value} }]`;
    const text = shenzhen(site("a", "vlan: 1", hosts) + site("b", "vlan: 2", hosts));
    expect(messages("FLT-NET-009", text)).toEqual([`${name} of b-a is that of panji/guangdong/shenzhen/a/a-a`]);
  });

  // Equal BMCs in other spellings were not seen as equal, and Metal3 would have switched off the wrong server.
  it.each([
    "redfish+https://10.44.255.11/redfish/v1/Systems/1",
    "idrac-virtualmedia://10.44.255.11/redfish/v1/Systems/1",
    "redfish-virtualmedia://10.44.255.11:443/redfish/v1/Systems/1/",
    "REDFISH+HTTP://10.44.255.11:80/redfish/v1/systems/1",
    "{ address: redfish://10.44.255.11/redfish/v1/Systems/1, credentials: rack-1 }",
  ])("include a BMC that is spelled %s", (other) => {
    const bmc = (value: string) => `, hosts: [{ bmc: ${value.startsWith("{") ? value : JSON.stringify(value)} }]`;
    const one = site("a", "vlan: 1", bmc("redfish://10.44.255.11/redfish/v1/Systems/1"));
    expect(messages("FLT-NET-009", shenzhen(one + site("b", "vlan: 2", bmc(other))))).toHaveLength(1);
  });

  it.each([
    "redfish://10.44.255.11/redfish/v1/Systems/2",
    "redfish://10.44.255.11:8443/redfish/v1/Systems/1",
    "redfish://10.44.255.12/redfish/v1/Systems/1",
  ])("leave apart another system, port or controller: %s", (other) => {
    const bmc = (value: string) => `, hosts: [{ bmc: "${value}" }]`;
    const one = site("a", "vlan: 1", bmc("redfish://10.44.255.11/redfish/v1/Systems/1"));
    expect(messages("FLT-NET-009", shenzhen(one + site("b", "vlan: 2", bmc(other))))).toEqual([]);
  });

  it("include the MAC addresses of further interfaces", () => {
    const card = '{ interfaces: [{ name: eno2, type: ethernet, mac: "02:44:0c:00:0f:01" }] }';
    const text = shenzhen(site("a", "vlan: 1", `, hosts: [${card}]`) + site("b", "vlan: 2", `, hosts: [${card}]`));
    expect(messages("FLT-NET-009", text)).toEqual([
      "MAC address 02:44:0c:00:0f:01 of b-a is that of panji/guangdong/shenzhen/a/a-a",
    ]);
  });
});

describe("the autonomous system of a region", () => {
  const text = (asn: number) => `# sites/guangdong/region.yaml\nnetwork: { asn: ${asn} }\n`;
  it.each([64496, 64512, 65534, 4200000000, 4294967294])("may be %d, which nobody on the Internet has", (asn) => {
    expect(findings("FLT-NET-010", text(asn))).toEqual([]);
  });
  it.each([64495, 65535, 4199999999])("may not be %d, which may be somebody's", (asn) => {
    expect(findings("FLT-NET-010", text(asn))).toHaveLength(1);
  });
});

describe("the size of the node network", () => {
  it("includes the surge of the provisioner", () => {
    const profile =
      "# profiles/edge-metal/1.0.0.ts\nprofile: edge-metal@1.0.0\nprovisioner: { engine: capi-metal3, maxSurge: 1 }\n---\n";
    const sites = (prefix: number) =>
      shenzhen(site("a", `nodes: 10.44.9.0/${prefix}`, ", profile: edge-metal@1.0.0, hosts: [{ address: 10.44.9.1 }]"));
    expect(messages("FLT-NET-011", profile + sites(30))).toEqual([
      "nodes 10.44.9.0/30 has room for 2, expected 3: 1 server, a gateway, a surge of 1",
    ]);
    expect(findings("FLT-NET-011", profile + sites(29))).toEqual([]);
  });
});

describe("the isolation of clusters", () => {
  it("is broken by a BMC in the network of another site", () => {
    const sites =
      site("a", "nodes: 10.44.1.0/26") +
      site("b", "nodes: 10.44.2.0/26", ", hosts: [{ bmc: 'redfish://10.44.1.40/redfish/v1/Systems/1' }]");
    expect(findings("FLT-NET-014", shenzhen(sites))).toEqual([
      {
        at: "sites/guangdong/shenzhen.yaml sites.1.hosts",
        subject: "panji/guangdong/shenzhen/b",
        message:
          "b and panji/guangdong/shenzhen/a reach each other without a hub: they share a network: b has an address in nodes 10.44.1.0/26",
      },
    ]);
  });

  it("is broken by a shared VLAN, also with more than two sites", () => {
    const sites = ["a", "b", "c"].map((name, at) => site(name, `nodes: 10.44.${at}.0/26, vlan: 100`)).join("");
    expect(messages("FLT-NET-014", shenzhen(sites))).toEqual(
      ["b", "c"].map(
        (name) =>
          `${name} and panji/guangdong/shenzhen/a reach each other without a hub: they share VLAN 100 of zone shenzhen; 3 clusters are joined in this way`,
      ),
    );
  });

  it("holds between nodes sites of one hub that share a VLAN, for they are one cluster", () => {
    const sites = ["a", "b"]
      .map((name, at) => site(name, `nodes: 10.44.${at}.0/26, vlan: 100`, ", kind: nodes"))
      .join("");
    expect(findings("FLT-NET-014", shenzhen(sites))).toEqual([]);
    const mixed = sites.replace(", kind: nodes", "");
    expect(findings("FLT-NET-014", shenzhen(mixed))).toHaveLength(1);
  });

  it("is broken by pods that cover the servers of another site", () => {
    const sites = site("a", "nodes: 10.44.1.0/26, pods: 10.44.2.0/23") + site("b", "nodes: 10.44.2.0/26");
    expect(messages("FLT-NET-014", shenzhen(sites))).toEqual([
      "pods 10.44.2.0/23 covers the node networks of 1 other site, such as panji/guangdong/shenzhen/b: answers to them never leave the site",
    ]);
  });

  it("is broken by a site in the supernet of another region", () => {
    const text = `${shenzhen(site("a", "nodes: 10.43.200.0/26"))}---\n# sites/hunan/region.yaml\n{}\n`;
    expect(messages("FLT-NET-014", text)).toEqual([
      "a of guangdong can be reached by way of the hub of hunan as well: node networks lie in its supernet 10.43.0.0/16",
    ]);
  });
});

it("tenants share a site of edge nodes only where apps of two of them are put at it", () => {
  const tenants = `# sites/fleet.yaml\ntenants: [{ name: retail, namespaces: [retail], owners: [a] }, { name: telco, namespaces: [telco], owners: [b] }]\n---\n`;
  const site = (kind: string) =>
    `# sites/guangdong/shenzhen.yaml\nzone: shenzhen\nsites: [{ name: a, kind: ${kind}, labels: { x: "1" } }]\n`;
  const app = (tenant: string, label: string) =>
    `---\n# apps/${tenant}/one.yaml\nselect: { labels: { x: "${label}" } }\n`;
  const found = (kind: string, label: string) =>
    findings("FLT-NET-020", tenants + site(kind) + app("retail", "1") + app("telco", label)).length;
  expect([found("nodes", "1"), found("nodes", "2"), found("cluster", "1")]).toEqual([1, 0, 0]);
});
