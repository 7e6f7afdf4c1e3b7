import { describe, expect, test } from "vitest";
import { loadFleet } from "../../../compiler/load/load-fleet.ts";
import { locate } from "../../../compiler/load/locate.ts";
import { catalogue } from "../../../profiles/catalogue.ts";
import { certificate, privateKey } from "../../certificates.ts";
import { fleetOnDisk, smallFleet } from "../../fleet-on-disk.ts";

const zoneFile = "sites/guangdong/shenzhen.yaml";
const fleetFile = "sites/fleet.yaml";

/** Every finding as one line: `file:line code message | hint`. */
function findings(changes: Readonly<Record<string, string>>): string[] {
  const { diagnostics, textOf } = loadFleet(fleetOnDisk(changes), catalogue);
  return locate(diagnostics, textOf).map(({ at, position, code, message, hint }) => {
    const place = at ? `${at.file}:${position?.line} ` : "";
    return `${place}${code} ${message}${hint ? ` | ${hint}` : ""}`;
  });
}

function edited(
  file: string,
  from: string | RegExp,
  to: string,
  more: Readonly<Record<string, string>> = {},
): string[] {
  const text = smallFleet()[file] as string;
  expect(text).toMatch(from);
  return findings({ ...more, [file]: text.replace(from, to) });
}

const network = (more: string) => edited(zoneFile, "vlan: 112", `vlan: 112, ${more}`);
const host = (more: string) => edited(zoneFile, "        arch: arm64\n", `        arch: arm64\n        ${more}\n`);
const replaced = (key: string, line: string) => edited(zoneFile, new RegExp(`        ${key}: .*\n`), line);

describe("What a site in the field has is read", () => {
  test.each([
    ["two families", "nodes: 10.44.12.0/26", "nodes: [10.44.12.0/26, 'fd00:44:12::/64']"],
    ["IPv6 alone", "nodes: 10.44.12.0/26", "nodes: 'fd00:44:12::/64'"],
    [
      "a network in full",
      "vlan: 112",
      "vlan: 112, gateway: 10.44.12.1, dns: [10.44.0.2], ntp: [ntp.panji.example, 'fd00::1'], search: [edge.panji.example], mtu: 9000, ingressVip: 10.44.12.9, link: satellite, routes: [{ destination: 10.0.0.0/8, gateway: 10.44.12.2, metric: 100 }]",
    ],
    [
      "a proxy",
      "vlan: 112",
      "vlan: 112, proxy: { http: 'http://proxy.panji.example:3128', https: 'http://[fd00::8]:3128', noProxy: [.panji.example, 10.0.0.0/8, registry.panji.example] }",
    ],
  ])("%s", (_, from, to) => {
    expect(edited(zoneFile, from, to)).toEqual([]);
  });

  test.each([
    "serial: CZ21470ABC",
    "boot: uefi-secure",
    "labels: { rack: a, example.com/row: '7', topology.kubernetes.io/zone: a, node.kubernetes.io/pool: b }",
    "taints: [{ key: gpu, value: 'true', effect: NoSchedule }]",
    "kernelArguments: [isolcpus=2-15, hugepages=16]",
    "nodes: [{ name: sz-nanshan-01-a1, role: worker, address: 10.44.12.21 }]",
    'interfaces: [{ name: eno1, type: ethernet, mac: "02:44:0c:00:00:01" }, { name: eno2, type: ethernet }, { name: bond0, type: bond, members: [eno1, eno2], mode: 802.3ad }, { name: bond0.112, type: vlan, members: [bond0], id: 112, mtu: 1500, addresses: [10.44.12.11/26] }]',
  ])("%s", (line) => {
    expect(host(line)).toEqual([]);
  });

  test.each([
    ...["redfish", "redfish+http", "redfish+https", "idrac-redfish", "ilo5-redfish", "redfish-virtualmedia"],
    ...["redfish-virtualmedia+https", "idrac-virtualmedia+https", "ilo5-virtualmedia", "redfish-uefihttp+http"],
  ])("a BMC of the scheme %s, which baremetal-operator registers", (scheme) => {
    expect(replaced("bmc", `        bmc: ${scheme}://10.44.255.11/redfish/v1/Systems/1\n`)).toEqual([]);
  });

  test.each(["ipmi://10.44.255.11", "ipmi://10.44.255.11:6230", "libvirt://192.168.1.1:6230"])("a BMC at %s", (bmc) => {
    expect(replaced("bmc", `        bmc: ${bmc}\n`)).toEqual([]);
  });

  test("a BMC with its credentials and a certificate that nobody vouches for", () => {
    const bmc =
      "{ address: 'idrac-virtualmedia://[fd00::b]/redfish/v1/Systems/System.Embedded.1', credentials: rack-12, verifyCertificate: false }";
    expect(replaced("bmc", `        bmc: ${bmc}\n`)).toEqual([]);
  });

  test.each([
    ["machineId", "        serial: CZ21470ABC\n"],
    ["machineId", ""],
    ["disk", "        disk: auto\n"],
    ["disk", "        disk: { minSizeGigabytes: 400, rotational: false }\n"],
    [
      "disk",
      "        disks: [{ purpose: install, device: { serial: S4EVNX0N } }, { purpose: volumes, device: /dev/disk/by-id/nvme-b }]\n",
    ],
  ])("a server without %s that says instead: %s", (key, line) => {
    expect(replaced(key, line)).toEqual([]);
  });

  test("authorities, inline or in a file, a registry with its pull secret, and users", () => {
    const inline = certificate.replace(/^/gm, "    ").trim();
    const found = edited(
      fleetFile,
      "registries: [registry.panji.example]",
      `registries: [registry.panji.example, { host: images.panji.example, pullSecret: images }]
trust:
  root: trust/root.pem
  second: |
    ${inline}
users: [{ name: ops, sshKeys: [ssh-ed25519 ${"A".repeat(68)} ops] }]`,
      { "sites/trust/root.pem": `# of the fleet\n${certificate}${certificate}` },
    );
    expect(found).toEqual([]);
  });
});

describe("What cannot be is refused with what would be right", () => {
  const inSite = (message: string) =>
    expect.stringMatching(new RegExp(`^${zoneFile}:\\d+ load/(value|missing-key|unknown-key) ${message}`));

  test.each([
    [
      "two networks of one family",
      "nodes: [10.44.12.0/26, 10.44.13.0/26]",
      "found a list of 2, expected a network .* or a pair of both with IPv4 first",
    ],
    [
      "IPv6 before IPv4",
      "nodes: ['fd00:44:12::/64', 10.44.12.0/26]",
      "found a list of 2, expected a network .* or a pair of both with IPv4 first",
    ],
    [
      "host bits in IPv6",
      "nodes: 'fd00:44:12::1/64'",
      'found "fd00:44:12::1/64", expected a network with its host bits zero',
    ],
    ["an IPv6 group of five digits", "nodes: 'fd00:44444::/64'", "found .* expected a network"],
    ["two gaps in IPv6", "nodes: 'fd00::44::/64'", "found .* expected a network"],
  ])("%s", (_, to, message) => {
    expect(edited(zoneFile, "nodes: 10.44.12.0/26", to)).toEqual([inSite(`sites.0.network.nodes: ${message}`)]);
  });

  test.each([
    ["gateway: router", 'gateway: found "router", expected an IP address'],
    ["dns: [ns.panji.example]", "dns.0: found .* expected an IP address"],
    ["ntp: ['bad name']", "ntp.0: found .* expected the name or address of a host"],
    ["search: [Edge.Panji]", "search.0: found .* expected a lower-case domain"],
    ["mtu: 100", "mtu: found 100, expected an MTU from 576 to 65535"],
    ["link: dsl", 'link: found "dsl", expected one of fibre, lte, satellite'],
    ["routes: [{ destination: 10.0.0.0/8 }]", "routes.0: missing key gateway"],
  ])("network with %s", (more, message) => {
    expect(network(more)).toEqual([inSite(`sites.0.network.${message}`)]);
  });

  test.each([
    ["serial: 'a b'", "serial: found .* expected a serial number"],
    ["boot: bios", 'boot: found "bios", expected one of uefi, uefi-secure, legacy'],
    ["labels: { 'bad key!': x }", "labels.*: found key .* expected a Kubernetes label key"],
    [
      "labels: { node-role.kubernetes.io/worker: '' }",
      "labels.*: found key .* expected a label key that a node may give itself",
    ],
    ["labels: { flotilla.dev/zone: x }", "labels.*: found key .* expected a label key that a node may give itself"],
    ["taints: [{ key: gpu, effect: Never }]", 'taints.0.effect: found "Never", expected one of NoSchedule'],
    ["kernelArguments: ['a b']", "kernelArguments.0: found .* expected one kernel argument without blanks"],
    ["interfaces: []", "interfaces: found a list of 0, expected at least one interface"],
    [
      "interfaces: [{ name: averyverylongname, type: ethernet }]",
      "interfaces.0.name: found .* expected an interface name of at most 15",
    ],
    [
      "interfaces: [{ name: bond0, type: bond, mode: 802.3ad, members: [eno1] }]",
      'interfaces.0.members.0: found "eno1", expected the name of another interface of the host',
    ],
    [
      "interfaces: [{ name: bond0, type: bond, mode: fast, members: [bond0] }]",
      'interfaces.0.mode: found "fast", expected one of balance-rr',
    ],
    [
      "interfaces: [{ name: eno1, type: ethernet }, { name: v1, type: vlan, members: [eno1] }]",
      "interfaces.1: missing key id, expected a VLAN id",
    ],
    [
      "interfaces: [{ name: eno1, type: ethernet, id: 12 }]",
      "interfaces.0.id: found 12, expected no id at an interface of type ethernet",
    ],
    [
      "interfaces: [{ name: eno1, type: ethernet }, { name: eno1, type: ethernet }]",
      'interfaces.1.name: found "eno1", expected a name that no other interface has',
    ],
    [
      "interfaces: [{ name: eno1, type: ethernet, addresses: [10.44.12.11] }]",
      "interfaces.0.addresses.0: found .* expected an address with its prefix length",
    ],
    ["disks: [{ purpose: install, device: auto }]", "disk: found .* expected disk or disks, not both"],
  ])("a host with %s", (line, message) => {
    expect(host(line)).toEqual([inSite(`sites.0.hosts.0.?${message}`)]);
  });

  test.each([
    ["ilo4://10.44.255.11", "expected a BMC address, .* schemes ipmi"],
    ["ipmi+https://10.44.255.11", "expected a BMC address"],
    ["https://10.44.255.11/redfish/v1/Systems/1", "expected a BMC address"],
  ])("a BMC at %s", (bmc, message) => {
    expect(replaced("bmc", `        bmc: ${bmc}\n`)).toEqual([inSite(`sites.0.hosts.0.bmc: found .*${message}`)]);
  });

  test.each([
    ["disk", "        disk: sda\n", 'disk: found "sda", expected a device path'],
    ["disk", "        disk: {}\n", "disk: found a mapping, expected at least one of minSizeGigabytes"],
    [
      "disk",
      "        disks: [{ purpose: volumes, device: auto }]\n",
      "disks: found a list of 1, expected exactly one disk with purpose: install",
    ],
    ["disk", "", ": missing key disk, expected the disk to install on, or disks"],
    ["mac", "", ": missing key mac, expected mac, or interfaces"],
  ])("a host whose %s is: %s", (key, line, message) => {
    expect(replaced(key, line)).toEqual([inSite(`sites.0.hosts.0.?${message}`)]);
  });

  test("a server that nothing identifies", () => {
    const text = (smallFleet()[zoneFile] as string)
      .replace(/ {8}machineId: .*\n/, "")
      .replace(/ {8}mac: .*\n/, "        interfaces: [{ name: eno1, type: ethernet, addresses: [10.44.12.11/26] }]\n");
    expect(findings({ [zoneFile]: text })).toEqual([
      inSite("sites.0.hosts.0: missing key machineId, expected what identifies the server: machineId, serial or mac"),
    ]);
  });

  test.each([
    ["a private key", () => certificate + privateKey(), "it holds a private key"],
    [
      "a request instead of a certificate",
      () => certificate.replaceAll("CERTIFICATE", "CERTIFICATE REQUEST"),
      "block 1 is a CERTIFICATE REQUEST",
    ],
    [
      "a truncated certificate",
      () => certificate.replace(/\n[^\n]+\n(?=-----END)/, "\n"),
      "block 1 is no certificate that can be read",
    ],
    ["no certificate", () => "hello\n", "it holds no PEM certificate"],
  ])("a file of authorities with %s", (_, text, message) => {
    const found = edited(fleetFile, "parameters: {}", "parameters: {}\ntrust: { root: trust/root.pem }", {
      "sites/trust/root.pem": text(),
    });
    expect(found).toEqual([
      expect.stringContaining(`load/value trust.root: found sites/trust/root.pem, of which ${message}`),
    ]);
  });

  test("a file of authorities that is not there, and inline text that is no certificate", () => {
    const missing = edited(fleetFile, "parameters: {}", "parameters: {}\ntrust: { root: trust/root.pem }");
    expect(missing).toEqual([expect.stringMatching(/^sites\/trust\/root.pem:1 load\/missing-file/)]);
    const inline = edited(fleetFile, "parameters: {}", "parameters: {}\ntrust: { root: hello }");
    expect(inline).toEqual([
      expect.stringContaining('load/value trust.root: found "hello", expected PEM certificates'),
    ]);
  });

  test.each([
    ["registries: [{ host: 'https://x', pullSecret: s }]", "registries.0"],
    ["registries: [registry.panji.example]\nusers: [{ name: Ops, sshKeys: [x] }]", "users.0.name"],
    [
      `registries: [registry.panji.example]\nusers: [{ name: ops, sshKeys: ["ssh-ed25519 AAAA\\nssh-rsa BBBB"] }]`,
      "users.0.sshKeys.0",
    ],
  ])("fleet.yaml with %s", (to, place) => {
    const found = edited(fleetFile, "registries: [registry.panji.example]", to);
    expect(found[0]).toMatch(new RegExp(`^${fleetFile}:\\d+ load/value ${place}`));
  });
});

describe("Extra manifests of a site", () => {
  const folder = "sites/manifests/sz";
  const withManifests = (files: Readonly<Record<string, string>>) =>
    edited(zoneFile, "    state: active\n", "    state: active\n    manifests: manifests/sz\n", files);

  test("are read from all files of their folder, which may hold several documents", () => {
    const object = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: NAME, namespace: site }\n";
    expect(withManifests({ [`${folder}/a.yaml`]: `---\n${object}---\n${object}` })).toEqual([]);
  });

  test("are refused where they are no objects", () => {
    expect(withManifests({ [`${folder}/a.yaml`]: "kind: ConfigMap\n" })).toEqual([
      expect.stringMatching(/^sites\/manifests\/sz\/a.yaml:1 load\/value document 1 is no object, expected apiVersion/),
    ]);
    expect(withManifests({ [`${folder}/a.yaml`]: "a: [\n" })[0]).toMatch(
      /^sites\/manifests\/sz\/a.yaml:\d+ load\/syntax/,
    );
    expect(withManifests({ [`${folder}/notes.txt`]: "hello" })[0]).toMatch(/load\/unexpected-file/);
    expect(withManifests({ [`${folder}/deep/a.yaml`]: "a: 1" })[0]).toMatch(/load\/unexpected-folder/);
  });

  test("that no site names are told", () => {
    expect(findings({ [`${folder}/a.yaml`]: "a: 1" })).toEqual([
      "sites/manifests/sz:1 load/unexpected-folder no site names this folder as its manifests | set `manifests: manifests/sz` at a site",
    ]);
  });
});
