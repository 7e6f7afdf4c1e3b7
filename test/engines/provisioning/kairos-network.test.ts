import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { files, provisioner, site, stageFiles, unsupported } from "./kairos-site.ts";

type Example = Parameters<typeof files>[0];

const FOLDER = "/etc/systemd/network/";

/** Files of systemd-networkd of the first host, by their names. */
function networkd(example: Example): Readonly<Record<string, string>> {
  const found = [...stageFiles(files(example)[0]?.text ?? "").values()];
  return Object.fromEntries(
    found
      .filter(({ path }) => path.startsWith(FOLDER))
      .map(({ path, content }) => [path.slice(FOLDER.length), content]),
  );
}

function k3s(example: Example): Readonly<Record<string, unknown>> {
  return parse(stageFiles(files(example)[0]?.text ?? "").get("/etc/rancher/k3s/config.yaml")?.content ?? "");
}

const nodes = "10.44.12.0/26";
const address = "10.44.12.11";

describe("The interfaces of a server of Kairos", () => {
  test("in the short form are one card, as they always were", () => {
    expect(Object.keys(networkd({ network: { nodes } }))).toEqual([
      "05-flotilla.network",
      "05-flotilla.network.d/dns.conf",
    ]);
  });

  test("may be a bond with a VLAN and a bridge on it: members say what they belong to", () => {
    const interfaces = [
      { name: "br0", type: "linux-bridge", members: ["storage"], addresses: ["10.99.0.11/24"] },
      { name: "eno1", type: "ethernet", mac: "02:44:0c:00:00:01", mtu: 9000 },
      { name: "eno2", type: "ethernet", mac: "02:44:0c:00:00:02", mtu: 9000 },
      {
        name: "bond0",
        type: "bond",
        members: ["eno1", "eno2"],
        mode: "802.3ad",
        mtu: 9000,
        addresses: [`${address}/26`],
      },
      { name: "storage", type: "vlan", members: ["bond0"], id: 99 },
    ];
    expect(networkd({ network: { nodes, gateway: "10.44.12.62" }, host: { interfaces } })).toEqual({
      "05-flotilla-eno1.network":
        "[Match]\nPermanentMACAddress=02:44:0c:00:00:01\nType=ether\n\n[Link]\nMTUBytes=9000\n\n[Network]\nBond=bond0\nLinkLocalAddressing=no\n",
      "05-flotilla-eno2.network":
        "[Match]\nPermanentMACAddress=02:44:0c:00:00:02\nType=ether\n\n[Link]\nMTUBytes=9000\n\n[Network]\nBond=bond0\nLinkLocalAddressing=no\n",
      "05-flotilla-bond0.netdev":
        "[NetDev]\nName=bond0\nKind=bond\nMTUBytes=9000\n\n[Bond]\nMode=802.3ad\nMIIMonitorSec=100ms\n",
      "05-flotilla.network": `[Match]\nName=bond0\n\n[Link]\nMTUBytes=9000\n\n[Network]\nVLAN=storage\nAddress=${address}/26\nGateway=10.44.12.62\nDNS=10.44.12.62\n`,
      "05-flotilla-storage.netdev": "[NetDev]\nName=storage\nKind=vlan\n\n[VLAN]\nId=99\n",
      "05-flotilla-storage.network": "[Match]\nName=storage\n\n[Network]\nBridge=br0\nLinkLocalAddressing=no\n",
      "05-flotilla-br0.netdev": "[NetDev]\nName=br0\nKind=bridge\n",
      "05-flotilla-br0.network": "[Match]\nName=br0\n\n[Network]\nAddress=10.99.0.11/24\n",
      "05-flotilla.network.d/dns.conf": "[Network]\n",
    });
  });

  test("without a MAC address are found by name", () => {
    const interfaces = [{ name: "eno7", type: "ethernet", addresses: [`${address}/26`] }];
    expect(networkd({ network: { nodes }, host: { interfaces } })["05-flotilla.network"]).toMatch(
      /^\[Match\]\nName=eno7\n/,
    );
  });

  test("carry the site's routes, MTU and search domains on the one with the node's address", () => {
    const network = {
      nodes,
      vlan: 112,
      mtu: 1400,
      dns: ["10.44.0.2"],
      search: ["edge.panji.example", "panji.example"],
      routes: [{ destination: "10.0.0.0/8", gateway: "10.44.12.2", metric: 50 }],
    };
    const found = networkd({ network });
    expect(found["06-flotilla-vlan.network"]).toBe(
      "[Match]\nName=vlan112\n\n[Link]\nMTUBytes=1400\n\n[Network]\nAddress=10.44.12.11/26\nGateway=10.44.12.1\nDNS=10.44.12.1\n\n[Route]\nDestination=10.0.0.0/8\nGateway=10.44.12.2\nMetric=50\n",
    );
    expect(found["05-flotilla-nic0.network"]).toContain("[Link]\nMTUBytes=1400\n\n[Network]\nVLAN=vlan112\n");
    expect(found["06-flotilla-vlan.network.d/dns.conf"]).toBe(
      "[Network]\nDNS=\nDNS=10.44.0.2\nDomains=edge.panji.example panji.example\n",
    );
  });
});

describe("A site of Kairos with both families", () => {
  const network = {
    nodes: [nodes, "fd00:44:12::/64"],
    pods: ["10.244.0.0/16", "fd00:244::/56"],
    services: ["10.96.0.0/16", "fd00:96::/112"],
    vip: "10.44.12.10",
  };
  const example = { network, host: { address: [address, "fd00:44:12::11"] } };

  test("tells K3s both, IPv4 first", () => {
    expect(k3s(example)).toMatchObject({
      "node-ip": `${address},fd00:44:12::11`,
      "cluster-cidr": "10.244.0.0/16,fd00:244::/56",
      "service-cidr": "10.96.0.0/16,fd00:96::/112",
      "tls-san": ["10.44.12.10"],
    });
  });

  test("gives the card both addresses and both gateways, and lets no router add others", () => {
    expect(networkd(example)["05-flotilla.network"]).toBe(
      "[Match]\nMACAddress=02:44:0c:00:00:01\nType=ether\n\n[Network]\nAddress=10.44.12.11/26\nAddress=fd00:44:12::11/64\nGateway=10.44.12.1\nDNS=10.44.12.1\nGateway=fd00:44:12::1\nDNS=fd00:44:12::1\nIPv6AcceptRA=no\n",
    );
  });

  test("cannot have a virtual address of each", () => {
    const made = site({ ...example, network: { ...network, vip: ["10.44.12.10", "fd00:44:12::10"] } });
    expect(unsupported(made, provisioner).map(({ requested }) => requested)).toEqual([
      "a virtual address of each family; kube-vip is set up for one",
    ]);
  });
});

describe("A site of Kairos with IPv6 alone", () => {
  const network = {
    nodes: "fd00:44:12::/64",
    pods: "fd00:244::/56",
    services: "fd00:96::/112",
    vip: "fd00:44:12::10",
  };
  const hosts = [{ address: "fd00:44:12::11" }, { address: "fd00:44:12::12" }];
  const alone: Example = { network, hosts, roles: ["control-plane", "worker"] };

  test("tells K3s one family, and its address in a URL stands in brackets", () => {
    expect(k3s(alone)).toMatchObject({
      "node-ip": "fd00:44:12::11",
      "cluster-cidr": "fd00:244::/56",
      "service-cidr": "fd00:96::/112",
      "tls-san": ["fd00:44:12::10"],
    });
    const worker = stageFiles(files(alone)[1]?.text ?? "").get("/etc/rancher/k3s/config.yaml")?.content;
    expect(parse(worker ?? "")).toMatchObject({ server: "https://[fd00:44:12::10]:6443" });
  });

  test("gives the card its address and its gateway", () => {
    expect(networkd(alone)["05-flotilla.network"]).toBe(
      "[Match]\nMACAddress=02:44:0c:00:00:01\nType=ether\n\n[Network]\nAddress=fd00:44:12::11/64\nGateway=fd00:44:12::1\nDNS=fd00:44:12::1\nIPv6AcceptRA=no\n",
    );
  });

  // K3s listens at the loopback of the family of its services: pods that asked 127.0.0.1 met nobody.
  test("is reached by its own pods at the loopback of IPv6", () => {
    const text = files(alone)[0]?.text ?? "";
    expect(text).not.toContain("127.0.0.1");
    expect(text.match(/name: KUBERNETES_SERVICE_HOST\n +value: "?::1"?\n/g)).toHaveLength(2);
    expect(text).toMatch(/name: address\n +value: "?fd00:44:12::10"?\n/);
  });

  test("names its ranges, since K3s and Cilium would take such of IPv4", () => {
    expect(unsupported(site(alone), provisioner)).toEqual([]);
    const bare = site({ ...alone, network: { ...network, pods: undefined, services: "10.96.0.0/16" } });
    expect(unsupported(bare, provisioner).map(({ requested }) => requested)).toEqual([
      "servers with IPv6 alone without pods of IPv6 alone",
      "servers with IPv6 alone without services of IPv6 alone",
    ]);
  });
});

describe("A server of Kairos", () => {
  test("registers with its labels and taints", () => {
    const host = {
      labels: { rack: "a", "example.com/row": "7" },
      taints: [
        { key: "gpu", value: "true", effect: "NoSchedule" },
        { key: "slow", effect: "PreferNoSchedule" },
      ],
    };
    const config = k3s({ host });
    expect(config["node-label"]).toEqual(
      expect.arrayContaining(["rack=a", "example.com/row=7", "flotilla.dev/zone=shenzhen"]),
    );
    expect(config["node-taint"]).toEqual(["gpu=true:NoSchedule", "slow:PreferNoSchedule"]);
  });

  test("starts its kernel with its arguments, and keeps the time of its region", () => {
    const [file] = files({ host: { kernelArguments: ["isolcpus=2-15", "hugepages=16"] } });
    expect(parse(file?.text ?? "")).toMatchObject({
      install: { grub_options: { extra_cmdline: "isolcpus=2-15 hugepages=16" } },
      stages: { initramfs: [{ commands: ["ln -sf /usr/share/zoneinfo/Asia/Shanghai /etc/localtime"] }] },
    });
  });

  test("without any of them has no line for them", () => {
    const [file] = files();
    expect(file?.text).not.toMatch(/node-taint|grub_options/);
  });
});
