import { describe, expect, test } from "vitest";
import { engines } from "../../engines/engines.ts";
import { siteFields, unsupportedFields } from "../../engines/site-fields.ts";
import { fleetSchema } from "../../model/fleet-file.ts";
import { regionSchema } from "../../model/region-file.ts";
import { siteSchema } from "../../model/zone-file.ts";
import { type ExampleSite, exampleSite } from "./provisioning/example-site.ts";

/** Keys that the compiler, the constructs and the rules use up, so that no engine has anything to lower. */
const used = {
  fleet: [
    ...["name", "hierarchy", "repositories", "repositorySecret", "registries", "centre", "parameters", "tenants"],
    ...["orphan", "retire", "allowDelete", "hardware", "clusterSizes", "delivery", "artifacts", "consul"],
  ],
  region: [
    "name",
    "state",
    "code",
    "delivery",
    "hub",
    "backup",
    "network",
    "parameters",
    "orphan",
    "retire",
    "reach",
    "gateway",
    "spareGateway",
  ],
  site: [
    "name",
    "kind",
    "profile",
    "parent",
    "state",
    "ring",
    "network",
    "labels",
    // With those of servers: see "hosts.labels" and "hosts.taints".
    "nodeLabels",
    "nodeTaints",
    "parameters",
    "orphan",
    "retire",
    "hosts",
  ],
  host: ["name", "disks", "hardware"],
};

describe("A field of the files", () => {
  test.each([
    ["fleet.yaml", Object.keys(fleetSchema.shape), used.fleet],
    ["region.yaml", Object.keys(regionSchema.shape), used.region],
    ["a site", Object.keys(siteSchema.shape), [...used.site, "manifests"]],
    ["the network of a site", Object.keys(siteSchema.shape.network.shape).map((key) => `network.${key}`), []],
    [
      "a host",
      Object.keys(siteSchema.shape.hosts.element.shape).map((key) => `hosts.${key}`),
      used.host.map((key) => `hosts.${key}`),
    ],
  ])("of %s is asked of every engine, or the compiler uses it up", (_, keys, known) => {
    const asked = new Set<string>(siteFields);
    expect(keys.filter((key) => !asked.has(key) && !known.includes(key))).toEqual([]);
    expect(known.filter((key) => !keys.includes(key))).toEqual([]);
  });

  test.each(
    [...Object.values(engines.provisioners), ...Object.values(engines.runtimes)].map(
      ({ name, fields }) => [name, fields] as const,
    ),
  )("has a word from %s", (_, fields) => {
    expect(Object.keys(fields).sort()).toEqual([...siteFields].sort());
    for (const lowering of Object.values(fields)) {
      if (typeof lowering === "string") continue;
      expect(lowering.cannot).not.toMatch(/\.$/);
      expect(lowering.instead).toMatch(/^[a-z].*[^.]$/);
    }
  });
});

describe("What an engine does not lower is told with its place", () => {
  const everything: ExampleSite = {
    provisioner: engines.provisioners.existing.example,
    network: {
      nodes: ["10.44.12.0/26", "fd00:44:12::/64"],
      gateway: "10.44.12.1",
      dns: ["10.44.0.2"],
      ntp: ["ntp.panji.example"],
      search: ["edge.panji.example"],
      mtu: 9000,
      routes: [{ destination: "10.0.0.0/8", gateway: "10.44.12.2" }],
      ingressVip: "10.44.12.9",
      proxy: { https: "http://proxy.panji.example:3128" },
      link: "lte",
      vlan: 112,
    },
    fleet: {
      registries: [{ host: "registry.panji.example", pullSecret: "registry-edge" }],
      trust: { root: "trust/root.pem" },
      users: [{ name: "ops", sshKeys: [`ssh-ed25519 ${"A".repeat(68)} ops`] }],
    },
    host: {
      address: ["10.44.12.11", "fd00:44:12::11"],
      serial: "CZ21470ABC",
      boot: "uefi-secure",
      bmc: {
        address: "redfish-virtualmedia://10.44.255.11/redfish/v1/Systems/1",
        credentials: "rack-1",
        verifyCertificate: false,
      },
      disk: undefined,
      disks: [
        { purpose: "install", device: { serial: "S4EVNX0N" } },
        { purpose: "volumes", device: "auto" },
      ],
      interfaces: [
        { name: "eno1", type: "ethernet", mac: "02:44:0c:00:00:01" },
        { name: "eno2", type: "ethernet" },
        { name: "bond0", type: "bond", members: ["eno1", "eno2"], mode: "802.3ad" },
        { name: "bond0.112", type: "vlan", members: ["bond0"], id: 112 },
        {
          name: "br0",
          type: "linux-bridge",
          members: ["bond0.112"],
          addresses: ["10.44.12.11/26", "fd00:44:12::11/64"],
        },
      ],
      devices: ["gpu"],
      labels: { rack: "a" },
      taints: [{ key: "gpu", effect: "NoSchedule" }],
      kernelArguments: ["isolcpus=2-15"],
      nodes: [{ name: "n1", role: "worker", address: "10.44.12.21" }],
    },
  };

  test("every field at once, each of them found where it is given", () => {
    const cannot = { cannot: "x", instead: "y" };
    const site = exampleSite(everything);
    const table = Object.fromEntries(siteFields.map((field) => [field, cannot])) as never;
    const found = new Set(unsupportedFields(site, table).map(({ requested }) => requested.replace(", because x", "")));
    expect(siteFields.filter((field) => !found.has(field))).toEqual([
      "IPv6 alone",
      "osImage",
      "timezone",
      "hosts.disk",
      "hosts.virtual",
    ]);
  });

  test("a virtual machine, which has none of most", () => {
    const nothing = { machineId: undefined, mac: undefined, bmc: undefined, disk: undefined };
    const site = exampleSite({ provisioner: engines.provisioners.kairos.example, host: { virtual: true, ...nothing } });
    expect(unsupportedFields(site, engines.provisioners.kairos.fields)).toMatchObject([
      { requested: expect.stringMatching(/^hosts\.virtual, because /), subject: site.hosts[0]?.path },
    ]);
  });

  test("nothing of a site that gives nothing", () => {
    for (const { example, fields } of Object.values(engines.provisioners)) {
      expect(unsupportedFields(exampleSite({ provisioner: example }), fields)).toEqual([]);
    }
  });
});
