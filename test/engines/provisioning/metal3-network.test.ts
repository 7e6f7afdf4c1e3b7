import { describe, expect, test } from "vitest";
import { validateObject } from "../../../compiler/validate-object.ts";
import { unsupportedByMetal3 } from "../../../engines/provisioning/capi-metal3/unsupported.ts";
import { poolScope } from "../artifacts.ts";
import { exampleSite } from "./example-site.ts";
import { type Example, objectsOf, ofKind, provisioner, spec, three } from "./metal3-site.ts";

const annotation = (name: string) => ({ fromAnnotation: { object: "baremetalhost", annotation: name } });
const routers = { ipv4: "0.0.0.0", ipv6: "::" };

function network(example: Example) {
  const objects = objectsOf(example);
  expect(objects.flatMap(validateObject)).toEqual([]);
  const pools = Object.fromEntries(ofKind(objects, "IPPool").map((pool) => [pool.metadata.name, spec(pool)]));
  const [template] = ofKind(objects, "Metal3DataTemplate").map(spec);
  return { objects, pools, template, data: template?.["networkData"] };
}

/** Two cards in a bond, the nodes' VLAN on it, and a card of its own for storage. */
const bonded = (last = 1) => ({
  mac: undefined,
  address: `10.44.12.1${last}`,
  interfaces: [
    { name: "eno1", type: "ethernet", mac: `02:44:0c:00:00:0${last}` },
    { name: "eno2", type: "ethernet" },
    { name: "eno3", type: "ethernet", mac: `02:44:0c:00:01:0${last}`, addresses: [`10.44.99.1${last}/24`], mtu: 9000 },
    { name: "bond0", type: "bond", mode: "802.3ad", members: ["eno1", "eno2"] },
    {
      name: "bond0.112",
      type: "vlan",
      id: 112,
      members: ["bond0"],
      mtu: 8000,
      addresses: [`10.44.12.1${last}/26`],
      routes: [{ destination: "10.50.0.0/16", gateway: "10.44.12.2" }],
    },
  ],
});

describe("interfaces of servers", () => {
  test("bonds, VLANs, MTUs and routes are what Metal3's network data calls them", () => {
    expect(network({ hosts: [bonded()] }).data).toEqual({
      links: {
        bonds: [
          {
            id: "bond0",
            name: "bond0",
            mtu: 8000,
            macAddress: annotation("flotilla.dev/mac"),
            bondMode: "802.3ad",
            bondXmitHashPolicy: "layer3+4",
            bondLinks: ["eno1", "eno2"],
            parameters: [{ name: "flotilla" }],
          },
        ],
        ethernets: [
          { id: "eno1", mtu: 8000, macAddress: annotation("flotilla.dev/mac"), type: "phy" },
          { id: "eno2", mtu: 8000, macAddress: { fromHostInterface: "eno2" }, type: "phy" },
          { id: "eno3", mtu: 9000, macAddress: annotation("mac.flotilla.dev/eno3"), type: "phy" },
        ],
        vlans: [
          {
            id: "bond0.112",
            name: "bond0.112",
            mtu: 8000,
            macAddress: annotation("flotilla.dev/mac"),
            vlanID: 112,
            vlanLink: "bond0",
          },
        ],
      },
      networks: {
        ipv4: [
          { id: "eno3-0", link: "eno3", fromPoolRef: { name: "net-eno3" } },
          {
            id: "nodes",
            link: "bond0.112",
            fromPoolRef: { name: "nodes" },
            routes: [
              { network: routers.ipv4, prefix: 0, gateway: { fromPoolRef: { name: "nodes" } } },
              { network: "10.50.0.0", prefix: 16, gateway: { string: "10.44.12.2" } },
            ],
          },
        ],
      },
      services: { dns: ["10.44.12.1"] },
    });
  });

  test("every server has its own addresses and cards in one description", () => {
    const { objects, pools } = network({ roles: three, hosts: [bonded(1), bonded(2), bonded(3)] });
    expect(ofKind(objects, "Metal3DataTemplate")).toHaveLength(1);
    expect(pools["net-eno3"]).toEqual({
      clusterName: "sz-nanshan-01",
      namePrefix: "sz-nanshan-01-net-eno3",
      pools: [1, 2, 3].map((last) => ({ start: `10.44.99.1${last}`, end: `10.44.99.1${last}` })),
      preAllocations: Object.fromEntries(
        [..."abc"].map((letter, index) => [`sz-nanshan-01-${letter}-net-eno3`, `10.44.99.1${index + 1}`]),
      ),
      prefix: 24,
    });
    const annotations = ofKind(objects, "BareMetalHost").map(({ metadata }) => metadata.annotations);
    expect(annotations[1]).toMatchObject({
      "flotilla.dev/mac": "02:44:0c:00:00:02",
      "mac.flotilla.dev/eno3": "02:44:0c:00:01:02",
    });
  });

  test("workers may have others than control planes, and then a description of their own", () => {
    const { objects } = network({ roles: ["control-plane", "worker"], hosts: [{}, bonded(2)] });
    const used = ofKind(objects, "Metal3MachineTemplate").map(
      (each) => (spec(each)["template"] as { spec: { dataTemplate: { name: string } } }).spec.dataTemplate.name,
    );
    expect(used).toEqual(ofKind(objects, "Metal3DataTemplate").map(({ metadata }) => metadata.name));
    expect(new Set(used).size).toBe(2);
  });

  test("the card of the short form passes the frames of its VLAN", () => {
    const { data } = network({ network: { vlan: 112, mtu: 9000 } });
    expect(data).toMatchObject({ links: { ethernets: [{ mtu: 9000 }], vlans: [{ mtu: 9000 }] } });
  });
});

describe("address families", () => {
  const pair: Example = {
    network: {
      nodes: ["10.44.12.0/26", "fd44:12::/64"],
      pods: ["10.244.0.0/16", "fd44:244::/56"],
      services: ["10.96.0.0/16", "fd44:96::/112"],
      routes: [{ destination: "fd50::/32", gateway: "fd44:12::2" }],
    },
    host: { address: ["10.44.12.11", "fd44:12::11"] },
  };
  const six: Example = {
    network: { nodes: "fd44:12::/64", pods: "fd44:244::/56", services: "fd44:96::/112", vip: "fd44:12::10" },
    host: { address: "fd44:12::11" },
  };
  const nodeIp = (example: Example) => {
    const [controlPlane] = ofKind(objectsOf(example), "KubeadmControlPlane").map(spec);
    return /"node-ip","value":"([^"]+)"/.exec(JSON.stringify(controlPlane))?.[1];
  };

  test("of two each has its pool, its default route and its part in the node's address", () => {
    const { pools, data, template, objects } = network(pair);
    expect(pools["nodes-ipv6"]).toEqual({
      clusterName: "sz-nanshan-01",
      namePrefix: "sz-nanshan-01-nodes-ipv6",
      pools: [{ start: "fd44:12::11", end: "fd44:12::11" }],
      preAllocations: { "sz-nanshan-01-a-nodes-ipv6": "fd44:12::11" },
      prefix: 64,
      gateway: "fd44:12::1",
      dnsServers: ["fd44:12::1"],
    });
    expect(data).toMatchObject({
      networks: {
        ipv4: [{ id: "nodes", routes: [{ network: "0.0.0.0" }] }],
        ipv6: [
          {
            id: "nodes-ipv6",
            fromPoolRef: { name: "nodes-ipv6" },
            routes: [
              { network: "::", prefix: 0, gateway: { fromPoolRef: { name: "nodes-ipv6" } } },
              { network: "fd50::", prefix: 32, gateway: { string: "fd44:12::2" } },
            ],
          },
        ],
      },
    });
    expect(template).toMatchObject({
      metaData: { ipAddressesFromPool: [{ key: "node_ip" }, { key: "node_ipv6", name: "nodes-ipv6" }] },
    });
    expect(nodeIp(pair)).toBe("{{ ds.meta_data.node_ip }},{{ ds.meta_data.node_ipv6 }}");
    expect(spec(ofKind(objects, "Cluster")[0])["clusterNetwork"]).toEqual({
      pods: { cidrBlocks: ["10.244.0.0/16", "fd44:244::/56"] },
      services: { cidrBlocks: ["10.96.0.0/16", "fd44:96::/112"] },
    });
  });

  // The second address was in no certificate and on no card.
  test("an address of the API in each family is held and in its certificate", () => {
    const network = { ...pair.network, vip: ["10.44.12.10", "fd44:12::10"] };
    const [controlPlane] = ofKind(objectsOf({ ...pair, network }), "KubeadmControlPlane").map(spec);
    const config = controlPlane?.["kubeadmConfigSpec"];
    expect(config).toMatchObject({ clusterConfiguration: { apiServer: { certSANs: ["fd44:12::10"] } } });
    expect(JSON.stringify(config)).toContain('value: \\"10.44.12.10,fd44:12::10\\"');
  });

  test("IPv6 alone needs no IPv4 anywhere", () => {
    const { pools, data, objects } = network(six);
    expect(Object.keys(pools)).toEqual(["nodes-ipv6"]);
    expect(data).not.toHaveProperty("networks.ipv4");
    expect(nodeIp(six)).toBe("{{ ds.meta_data.node_ipv6 }}");
    expect(spec(ofKind(objects, "Metal3Cluster")[0])["controlPlaneEndpoint"]).toEqual({
      host: "fd44:12::10",
      port: 6443,
    });
  });

  test("a second family leaves the pool of the first as it was", () => {
    const one = network({}).pools["nodes"];
    expect(network(pair).pools["nodes"]).toMatchObject({ ...one, dnsServers: expect.anything() });
  });
});

describe("what network data cannot say is refused", () => {
  const requests = (example: Example) =>
    unsupportedByMetal3(poolScope(exampleSite({ provisioner, ...example }))).map(({ requested }) => requested);
  const card = { name: "eno1", type: "ethernet", mac: "02:44:0c:00:00:01" };
  const own = (each: object, ...others: readonly object[]) => ({
    hosts: [{ mac: undefined, interfaces: [card, { ...each, addresses: ["10.44.12.11/26"] }, ...others] }],
  });

  test("servers of one use with different interfaces", () => {
    expect(requests({ roles: three, hosts: [bonded(1), bonded(2), {}] })).toEqual([
      expect.stringMatching(/^host sz-nanshan-01-c with other interfaces than sz-nanshan-01-a; .* control planes/),
    ]);
    expect(requests({ roles: three, hosts: [bonded(1), bonded(2), bonded(3)] })).toEqual([]);
  });

  test.each<[string, Example, RegExp]>([
    [
      "a server without a MAC address",
      { hosts: [{ mac: undefined, interfaces: [{ name: "eno1", type: "ethernet" }] }] },
      /without a MAC address/,
    ],
    ["an MTU that the definition refuses", { network: { mtu: 9216 } }, /MTU of 9216; Metal3 takes 1280 to 9000/],
    [
      "a name that begins with a digit",
      own({ name: "0bond", type: "bond", mode: "802.3ad", members: ["eno1"] }),
      /does not begin with a letter/,
    ],
    [
      "two VLANs of one id",
      own(
        { name: "v1", type: "vlan", id: 5, members: ["eno1"] },
        { name: "v2", type: "vlan", id: 5, members: ["eno1"] },
      ),
      /interface v2 .* with VLAN 5/,
    ],
    [
      "a route of a family without an address",
      { network: { routes: [{ destination: "fd50::/32", gateway: "fd44:12::2" }] } },
      /the route to fd50::\/32/,
    ],
    [
      "a data disk without a path",
      {
        host: {
          disk: undefined,
          disks: [
            { purpose: "install", device: "auto" },
            { purpose: "logs", device: "auto" },
          ],
        },
      },
      /a disk for logs .* without its path/,
    ],
    [
      "two disks for one purpose",
      {
        host: {
          disk: undefined,
          disks: [
            { purpose: "install", device: "/dev/sda" },
            { purpose: "logs", device: "/dev/sdb" },
            { purpose: "logs", device: "/dev/sdc" },
          ],
        },
      },
      /a second disk for logs/,
    ],
  ])("%s", (_, example, expected) => {
    expect(requests(example)).toEqual([expect.stringMatching(expected)]);
  });
});
