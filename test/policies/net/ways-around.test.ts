import { describe, expect, it } from "vitest";
import { findings } from "../finding.ts";

const ID = "FLT-NET-023";
const regions = `# sites/guangdong/region.yaml
network: { supernet: 10.44.0.0/16 }
---
# sites/hunan/region.yaml
network: { supernet: 10.43.0.0/16 }
---
`;
const shenzhen = (network: string, more = "") =>
  `${regions}# sites/guangdong/shenzhen.yaml\nzone: shenzhen\nsites: [{ name: a, network: { ${network} }${more} }]\n`;
const found = (text: string) => findings(ID, text).map(({ message, at }) => `${at}: ${message}`);
const place = "sites/guangdong/shenzhen.yaml sites.0";

describe("an address of another region", () => {
  it.each([
    ["ntp: [10.44.0.1, 10.43.0.1]", "network.ntp.1", "sets its clocks at 10.43.0.1"],
    ["dns: [10.43.0.53]", "network.dns.0", "asks for names at 10.43.0.53"],
    ['proxy: { https: "http://10.43.0.9:3128" }', "network.proxy", "goes out by this proxy at 10.43.0.9"],
    ["routes: [{ destination: 10.43.8.0/24, gateway: 10.44.1.1 }]", "network.routes.0", "has a route at 10.43.8.0/24"],
  ])("is told where the site says %s", (network, steps, words) => {
    expect(found(shenzhen(network))).toEqual([
      `${place}.${steps}: panji/guangdong/shenzhen/a: ${words} in region hunan, past its hub or gateway`,
    ]);
  });

  it("is told as a registry once, with how many it holds for", () => {
    const text = `# sites/fleet.yaml\nregistries: ["10.43.0.5:5000"]\n---\n${shenzhen("")}`;
    const [first, ...more] = found(text);
    expect(first).toMatch(
      /^sites\/fleet.yaml registries.0: panji\/centre and \d+ more: pulls images and charts at 10.43.0.5:5000 in region hunan,/,
    );
    expect(more).toEqual([]);
  });

  it("is told as part of a range that an app opens", () => {
    const text = `# sites/fleet.yaml
tenants: [{ name: retail, namespaces: [retail], owners: [team], egress: [10.43.200.0/24] }]
---
# apps/retail/checkout.yaml
select: { regions: [guangdong] }
egress: [{ cidr: 10.43.200.0/28, ports: [443] }]
---
${shenzhen("")}`;
    expect(found(text)).toEqual([
      "apps/retail/checkout.yaml egress.0: app retail/checkout of panji/guangdong/shenzhen: opens connections at 10.43.200.0/28 in region hunan, past its hub or gateway",
    ]);
  });

  it("is told as a BMC's", () => {
    const host = (bmc: string) =>
      `, profile: edge-metal@1.0.0, hosts: [{ name: a-1, bmc: "redfish-virtualmedia://${bmc}/redfish/v1/Systems/1" }]`;
    expect(findings(ID, shenzhen("", host("10.44.255.7")))).toEqual([]);
    expect(found(shenzhen("", host("10.43.255.7")))).toEqual([
      "sites/guangdong/shenzhen.yaml sites.0.hosts.0.bmc: panji/guangdong/hub: switches and installs servers at 10.43.255.7 in region hunan, past its hub or gateway",
    ]);
  });

  it("is told by FLT-NET-014 alone as a BMC's among the servers of another site", () => {
    const neighbour = "# sites/hunan/changsha.yaml\nsites: [{ name: b, network: { nodes: 10.43.7.0/26 } }]\n---\n";
    const bmc = 'hosts: [{ name: a-1, bmc: "redfish-virtualmedia://10.43.7.9/redfish/v1/Systems/1" }]';
    const text = `${neighbour}${shenzhen("", `, profile: edge-metal@1.0.0, ${bmc}`)}`;
    expect(found(text)).toEqual([]);
    expect(findings("FLT-NET-014", text)).toHaveLength(1);
  });
});

describe("is no way around", () => {
  it.each([
    ["an address of the own region", "ntp: [10.44.0.1]"],
    ["an address of no region", "ntp: [192.0.2.1]"],
    ["a name", "ntp: [ntp.panji.example]"],
    ["a default route", "routes: [{ destination: 0.0.0.0/0, gateway: 10.44.1.1 }]"],
  ])("%s", (_, network) => {
    expect(found(shenzhen(network))).toEqual([]);
  });

  it("the address of another region's hub", () => {
    const hub = `# sites/hunan/region.yaml\nhub: { endpoint: "https://10.43.0.1:6443" }\n---\n`;
    expect(found(`${hub}${shenzhen("ntp: [10.43.0.1]")}`)).toEqual([]);
  });

  it("an address that two regions claim, which FLT-NET-002 tells", () => {
    const text = `# sites/hunan/region.yaml\nnetwork: { supernet: 10.44.0.0/16 }\n---\n# sites/guangdong/region.yaml\nnetwork: { supernet: 10.44.0.0/16 }\n---\n# sites/guangdong/shenzhen.yaml\nzone: shenzhen\nsites: [{ name: a, network: { ntp: [10.44.0.1] } }]\n`;
    expect(found(text)).toEqual([]);
    expect(findings("FLT-NET-002", text)).toHaveLength(1);
  });
});
