import { describe, expect, test } from "vitest";
import { loadFleet } from "../../compiler/load/load-fleet.ts";
import { locate } from "../../compiler/load/locate.ts";
import { specialRanges } from "../../model/special-addresses.ts";
import { catalogue } from "../../profiles/catalogue.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";

const FLEET = "sites/fleet.yaml";
const REGION = "sites/guangdong/region.yaml";
const ZONE = "sites/guangdong/shenzhen.yaml";
const APP = "apps/retail/checkout.yaml";

/** Every fault of the small fleet with one text of one file in another wording, as `file:line code message`. */
function faultsOf(file: string, from: string, to: string): readonly string[] {
  const text = smallFleet()[file] as string;
  expect(text).toContain(from);
  const { diagnostics, textOf } = loadFleet(fleetOnDisk({ [file]: text.replace(from, to) }), catalogue);
  return locate(diagnostics, textOf).map(
    ({ at, position, code, message }) => `${at?.file}:${position?.line} ${code} ${message}`,
  );
}

/** Where an address or a network of its own kind stands, and what stands there in the small fleet. */
const networks = [
  ["nodes of a site", ZONE, "10.44.12.0/26"],
  ["pods of a site", ZONE, "10.244.0.0/16"],
  ["services of a site", ZONE, "10.96.0.0/16"],
  ["the supernet of a region", REGION, "10.44.0.0/16"],
] as const;
const addresses = [
  ["a virtual address", ZONE, "vip: 10.44.12.10", "vip"],
  ["an ingress address", ZONE, "vlan: 112", "vlan: 112, ingressVip"],
  ["a server", ZONE, "address: 10.44.12.11", "address"],
] as const;

describe("A network or an address that no machine can have is a fault of its place, in both families", () => {
  test.each(networks.flatMap(([what, file, from]) => specialRanges.map((range) => [what, range, file, from] as const)))(
    "%s in %s",
    (_, range, file, from) => {
      const faults = faultsOf(file, from, JSON.stringify(range));
      expect(faults).toHaveLength(1);
      expect(faults[0]).toMatch(/load\/value .*: found ".*", expected a network outside /);
    },
  );

  test.each(
    addresses.flatMap(([what, file, from, key]) =>
      [
        "0.0.0.0",
        "127.0.0.1",
        "169.254.1.1",
        "224.0.0.251",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "ff02::1",
        "::ffff:a2c:c0b",
      ].map((address) => [what, address, file, from, key] as const),
    ),
  )("%s is %s", (_, address, file, from, key) => {
    const faults = faultsOf(file, from, `${key}: ${JSON.stringify(address)}`);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/load\/value .*: found ".*", expected an address outside /);
  });

  test("the one of a pair that is wrong is named", () => {
    expect(faultsOf(ZONE, "services: 10.96.0.0/16", 'services: [10.96.0.0/16, "ff00::/112"]')).toEqual([
      `${ZONE}:9 load/value sites.0.network.services.1: found "ff00::/112", expected a network outside ff00::/8, which is multicast`,
    ]);
  });

  test("a network of everything is one of special addresses too", () => {
    for (const all of ["0.0.0.0/0", "::/0"])
      expect(faultsOf(ZONE, "10.244.0.0/16", JSON.stringify(all))).toHaveLength(1);
  });

  test.each([
    ["a gateway that IPv6 knows by its link-local address", "vlan: 112", 'vlan: 112, gateway: [10.44.12.1, "fe80::1"]'],
    ["pods in the range of carriers", "10.244.0.0/16", "100.64.0.0/16"],
    ["networks for documentation, as laboratories have them", "10.244.0.0/16", "192.0.2.0/24"],
    ["a unique local network", "services: 10.96.0.0/16", 'services: [10.96.0.0/16, "fd00:96::/112"]'],
    ["a default route", "vlan: 112", "vlan: 112, routes: [{ destination: 0.0.0.0/0, gateway: 10.44.12.1 }]"],
  ])("%s is none", (_, from, to) => {
    expect(faultsOf(ZONE, from, to)).toEqual([]);
  });

  test.each([
    ["a name server", 'dns: ["0.0.0.0"]'],
    ["a name server of multicast", 'dns: ["ff02::fb"]'],
    ["a gateway", "gateway: 255.255.255.255"],
    ["a next hop", "routes: [{ destination: 10.9.0.0/16, gateway: 224.0.0.1 }]"],
    ["a time server of five numbers", "ntp: [10.44.0.1.2]"],
    ["a time server beyond 255", "ntp: [10.44.0.256]"],
    ["a proxy without a right address", 'proxy: { http: "http://10.44.0.256:3128" }'],
  ])("%s", (_, text) => {
    expect(faultsOf(ZONE, "vlan: 112", `vlan: 112, ${text}`)).toHaveLength(1);
  });

  test.each([
    "fe80::1%eth0",
    "10.44.12.11%eth0",
    "10.44.12.11:22",
    "[fd00::1]",
    "fd00::1::2",
    "010.44.12.11",
    "10.44.12",
    "0xa2c0c0b",
  ])("an address is not written %s", (text) => {
    const faults = faultsOf(ZONE, "address: 10.44.12.11", `address: ${JSON.stringify(text)}`);
    expect(faults).toEqual([expect.stringContaining("expected an IP address")]);
  });
});

describe("A MAC address is that of one card", () => {
  test.each([
    ["broadcast", "ff:ff:ff:ff:ff:ff"],
    ["all zeros", "00:00:00:00:00:00"],
    ["multicast of IPv4", "01:00:5e:00:00:01"],
    ["multicast of IPv6", "33:33:00:00:00:01"],
    ["a group that somebody made up", "03:44:0c:00:00:01"],
  ])("%s is refused", (_, mac) => {
    expect(faultsOf(ZONE, "02:44:0c:00:00:01", mac)).toEqual([
      `${ZONE}:18 load/value sites.0.hosts.0.mac: found "${mac}", expected the MAC address of one card, like 02:44:0c:00:00:01: not all zeros, and an even first byte`,
    ]);
  });
});

describe("A URL or a registry ends at a host that can be reached and a port up to 65535", () => {
  const ports = ["0", "65536", "99999", "-1", "6443x"];
  test.each([
    ...ports.map(
      (port) => ["a hub's endpoint", REGION, "hub.gd.panji.example:6443", `hub.gd.panji.example:${port}`] as const,
    ),
    ...ports.map(
      (port) => ["the centre's endpoint", FLEET, "centre.panji.example:6443", `centre.panji.example:${port}`] as const,
    ),
    ...ports
      .slice(1)
      .map(
        (port) => ["the repositories", FLEET, "git.panji.example/fleet", `git.panji.example:${port}/fleet`] as const,
      ),
    ...ports.map(
      (port) => ["a registry", FLEET, "[registry.panji.example]", `["registry.panji.example:${port}"]`] as const,
    ),
    ...ports.map((port) => ["an image", APP, "registry.panji.example/", `registry.panji.example:${port}/`] as const),
    ...ports.map((port) => ["a BMC", ZONE, "redfish://10.44.255.11", `redfish://10.44.255.11:${port}`] as const),
    ...ports.map(
      (port) => ["a proxy", ZONE, "vlan: 112", `vlan: 112, proxy: { http: "http://proxy:${port}" }`] as const,
    ),
    ...["0", "65536", "99999"].map((port) => ["a port of an app", APP, "port: 8080", `port: ${port}`] as const),
    ...[
      "localhost",
      "127.0.0.1",
      "0.0.0.0",
      "[::1]",
      "[ff02::1]",
      "[fe80::1]",
      "[fe80::1%25eth0]",
      "[::::]",
      "169.254.169.254",
      "10.44.0.256",
      "1.2.3",
      "255.255.255.255",
    ].map((host) => ["a hub's endpoint", REGION, "hub.gd.panji.example", host] as const),
    ...["hub.gd.panji.example@evil.example", "evil.example#", "evil.example?", "evil.example\\\\\\\\"].map(
      (host) => ["a hub's endpoint", REGION, "hub.gd.panji.example", host] as const,
    ),
  ])("%s: %s, %s becomes %s", (_, file, from, to) => {
    const faults = faultsOf(file, from, to);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/load\/(value|url-credentials) /);
  });

  test.each([
    ["an endpoint by IPv6", REGION, "hub.gd.panji.example:6443", "[fd00:44::1]:6443"],
    ["repositories by ssh", FLEET, "https://git.panji.example/fleet", "ssh://git@git.panji.example:2222/fleet"],
    ["repositories in a folder", FLEET, "https://git.panji.example/fleet", "file:///srv/fleet"],
    ["a registry with a port", FLEET, "[registry.panji.example]", '["registry.panji.example:65535"]'],
    ["a BMC by IPv6", ZONE, "redfish://10.44.255.11", "redfish://[fd00:44::ff]"],
  ])("%s is right", (_, file, from, to) => {
    expect(faultsOf(file, from, to).filter((fault) => fault.includes("load/value"))).toEqual([]);
  });
});
