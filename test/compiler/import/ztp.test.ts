import { describe, expect, test } from "vitest";
import { completionsOf, fateOf, importOne, zoneOf } from "./import-one.ts";
import { clusterInstanceText, siteConfigText } from "./inputs.ts";

const siteConfig = importOne(siteConfigText);
const [site] = zoneOf(siteConfig).sites;
const hostOf = (each = {} as Record<string, unknown>) => (each["hosts"] as Record<string, unknown>[])[0] ?? {};
const clusterInstance = importOne(clusterInstanceText);

describe("A SiteConfig becomes a site for each of its clusters", () => {
  test("with the network of the cluster, and name servers, search domains and gateway of its nodes", () => {
    expect(completionsOf(siteConfig)).toEqual([]);
    expect(site).toMatchObject({
      name: "gd-harbour-01",
      kind: "cluster",
      profile: "edge-k3s@1.0.0",
      labels: { customer: "harbour", common: "true" },
      network: {
        nodes: "10.44.12.0/26",
        pods: "10.244.0.0/16",
        services: "10.96.0.0/16",
        vip: "10.44.12.10",
        ingressVip: "10.44.12.9",
        gateway: "10.44.12.1",
        dns: ["10.44.0.2", "10.44.0.3"],
        ntp: ["ntp.panji.example"],
        search: ["edge.panji.example"],
      },
    });
  });

  test("with nodes as hosts: names without domain, addresses in lower case, roles and boot modes in Flotilla's words", () => {
    expect(site?.["hosts"]).toMatchObject([
      {
        name: "gd-harbour-01-a",
        arch: "amd64",
        role: "control-plane",
        address: "10.44.12.11",
        mac: "02:44:0c:00:00:01",
        bmc: {
          address: "idrac-virtualmedia+https://10.44.255.11/redfish/v1/Systems/System.Embedded.1",
          credentials: "harbour-a-bmc",
        },
        boot: "uefi-secure",
        labels: { "panji.example/rack": "r7" },
        kernelArguments: ["isolcpus=2-15"],
      },
    ]);
  });

  test("with interfaces in nmstate's words, and cards that only a bond names", () => {
    expect(hostOf(site)["interfaces"]).toEqual([
      { name: "bond0", type: "bond", members: ["eno1", "eno2"], mode: "802.3ad" },
      {
        name: "bond0.112",
        type: "vlan",
        members: ["bond0"],
        id: 112,
        mtu: 1500,
        addresses: ["10.44.12.11/26"],
        routes: [{ destination: "10.45.0.0/16", gateway: "10.44.12.2", metric: 50 }],
      },
      { name: "eno1", type: "ethernet", mac: "02:44:0c:00:00:01" },
      { name: "eno2", type: "ethernet", mac: "02:44:0c:00:00:02" },
    ]);
  });

  // YAML reads 0x5000C500A1B2C3D4 as a number of which the last digits are lost.
  test("with every digit of a WWN that stands without quotes", () => {
    expect(hostOf(site)["disk"]).toEqual({ wwn: "0x5000c500a1b2c3d4" });
  });

  test("and what has no field is left out with a reason", () => {
    const node = "spec.clusters[0].nodes[0]";
    expect(fateOf(siteConfig, "spec.baseDomain")).toContain("the profile's");
    expect(fateOf(siteConfig, "spec.pullSecretRef.name")).toBe("pull secrets belong to registries of the fleet");
    expect(fateOf(siteConfig, "spec.clusters[0].clusterNetwork[0].hostPrefix")).toContain("the profile's");
    expect(fateOf(siteConfig, `${node}.rootDeviceHints.hctl`)).toBe("a hint that a zone file lacks");
    expect(fateOf(siteConfig, `${node}.nodeLabels.node-role.kubernetes.io/master`)).toContain("the role of the host");
    expect(fateOf(siteConfig, `${node}.nodeNetwork.config.interfaces[2].name`)).toContain("no type of interface");
    expect(fateOf(siteConfig, `${node}.nodeNetwork.config.routes.config[2].destination`)).toContain("another table");
  });

  test("and of two interfaces with one name, and of two MAC addresses of one card, the second is left out by name", () => {
    const doubled = importOne(
      siteConfigText
        .replace(/^( *)- name: bond0$/m, "$1- { name: bond0, type: ethernet, mtu: 1234 }\n$&")
        .replace(/^( *)- \{ name: eno1, macAddress/m, '$1- { name: eno1, macAddress: "02:44:0c:00:00:77" }\n$&'),
    );
    const network = "spec.clusters[0].nodes[0].nodeNetwork";
    expect(fateOf(doubled, `${network}.config.interfaces[1].link-aggregation.mode`)).toContain("has this name");
    expect(fateOf(doubled, `${network}.interfaces[1].macAddress`)).toContain("another MAC address");
  });

  test("and what ZTP does when nothing is said is told", () => {
    const told = Object.fromEntries(siteConfig.defaults.map(({ to, value }) => [to, value]));
    expect(told).toMatchObject({
      "sites[0].state": "planned",
      "sites[0].hosts[0].arch": "amd64",
      "sites[0].hosts[0].bmc.verifyCertificate": "true",
      "sites[0].users[0].name": "core",
    });
  });
});

describe("A ClusterInstance becomes one site", () => {
  test("of one family, in the network of its node when no machineNetwork is said", () => {
    expect(completionsOf(clusterInstance)).toEqual([]);
    expect(zoneOf(clusterInstance).sites).toMatchObject([
      {
        name: "gd-quay-01",
        labels: { customer: "quay" },
        network: {
          nodes: "fd00:44:13::/64",
          pods: "fd00:244::/48",
          services: "fd00:96::/112",
          gateway: "fd00:44:13::1",
        },
        hosts: [
          {
            name: "gd-quay-01-a",
            arch: "arm64",
            role: "control-plane",
            address: "fd00:44:13::11",
            boot: "uefi",
            disk: "/dev/disk/by-path/pci-0000:01:00.0-nvme-1",
          },
        ],
      },
    ]);
    expect(clusterInstance.defaults.map(({ to }) => to)).toContain("sites[0].network.nodes");
  });

  test("whose disk a path names alone", () => {
    expect(fateOf(clusterInstance, "spec.nodes[0].rootDeviceHints.rotational")).toBe("the path alone names the disk");
  });
});

test("A List, further documents and a site of each cluster are read in their order", () => {
  const list = `apiVersion: v1\nkind: List\nitems:\n${clusterInstanceText.replaceAll(/^/gm, "    ").replace("    api", "  - api")}`;
  const imported = importOne(`kind: Secret\nstringData: { key: hunter2 }\n---\n${list}\n${siteConfigText}`);
  expect(zoneOf(imported).sites.map(({ name }) => name)).toEqual(["gd-quay-01", "gd-harbour-01"]);
  expect(fateOf(imported, "items[0].spec.clusterName")).toBe("sites[0].name");
  expect(fateOf(imported, "spec.clusters[0].clusterName")).toBe("sites[1].name");
  expect(fateOf(imported, "stringData.key")).toContain("a password");
});

test("What a site has once and nodes say differently is left out of the second node", () => {
  const second = clusterInstanceText.replace(/^ {4}- hostName[\s\S]*/m, (node) => {
    return node + node.replace("01-a", "01-b").replaceAll('::1"', '::2"').replaceAll('::11"', '::12"');
  });
  const imported = importOne(second);
  const [cluster] = zoneOf(imported).sites;
  expect(cluster).toMatchObject({ network: { gateway: "fd00:44:13::1" }, hosts: [{}, { address: "fd00:44:13::12" }] });
  const route = "spec.nodes[1].nodeNetwork.config.routes.config[0]";
  expect(fateOf(imported, `${route}.next-hop-address`)).toContain("the first server says another");
});

test("A name that is too long and an address that comes by DHCP are for a person, and nothing is invented", () => {
  const text = clusterInstanceText
    .replaceAll("gd-quay-01\n", "guangdong-quay-number-01\n")
    .replace('address: [{ ip: "fd00:44:13::11", prefix-length: 64 }]', "dhcp: true");
  const imported = importOne(text);
  expect(zoneOf(imported).sites).toMatchObject([
    { name: "guangdong-quay-number-01", network: { nodes: "TODO" }, hosts: [{ address: "TODO" }] },
  ]);
  expect(completionsOf(imported)).toEqual([
    expect.stringMatching(/^sites\.0\.name: .*at most 20 characters/),
    expect.stringMatching(/^sites\.0\.network\.nodes: found "TODO"/),
    expect.stringMatching(/^sites\.0\.hosts\.0\.address: found "TODO"/),
  ]);
  expect(imported.zone?.text).toMatch(/- name: guangdong-quay-number-01 # to be completed: .*at most 20 characters/);
  expect(fateOf(imported, "spec.nodes[0].nodeNetwork.config.interfaces[0].ipv6.dhcp")).toContain("are fixed");
});

test("A cluster whose control plane is hosted elsewhere is told to be one", () => {
  const imported = importOne(clusterInstanceText.replace("clusterType: SNO", "clusterType: HostedControlPlane"));
  expect(fateOf(imported, "spec.clusterType")).toContain("the control plane is elsewhere");
});

test("Aliases and merge keys are followed, and a bomb of aliases is refused", () => {
  const shared = clusterInstanceText.replace("baseDomain: edge", "x: &x { customer: pier }\n  baseDomain: edge");
  const imported = importOne(shared.replace("{ customer: quay }", "{ <<: *x, rack: r7 }"));
  expect(zoneOf(imported).sites).toMatchObject([{ labels: { customer: "pier", rack: "r7" } }]);
  const bomb = [
    "a: &a [x, x]",
    ..."bcdefghijklmnopqrst".split("").map((key, index) => {
      const before = "abcdefghijklmnopqrs"[index];
      return `${key}: &${key} [*${before}, *${before}, *${before}, *${before}]`;
    }),
  ].join("\n");
  expect(importOne(bomb).diagnostics).toMatchObject([{ code: "load/syntax" }]);
});
