import { evolution } from "./evolve.ts";
import { set } from "./fleet.ts";

const person = (name: string) => ({ name, sshKeys: [`ssh-ed25519 ${"A".repeat(68)} ${name}`] });

/** What a site gains when it says more of itself than before: what moves is told, and what needs a hand as well. */
evolution(
  "A K3s site that gains a second family changes its servers' files and its network, which keeps running on one",
  {
    edit: (fleet) => {
      set(fleet.region("guangdong"), { network: { supernet: ["10.44.0.0/16", "fd00:44::/32"], asn: 64544 } });
      const site = fleet.site("sz-mall-01");
      Object.assign(site.network, {
        nodes: ["10.44.1.0/26", "fd00:44:1::/64"],
        pods: ["10.244.0.0/16", "fd00:244::/56"],
        services: ["10.96.0.0/16", "fd00:96::/112"],
      });
      set(fleet.host("sz-mall-01-a"), { address: ["10.44.1.11", "fd00:44:1::11"] });
    },
    plan: {
      "panji/guangdong/shenzhen/sz-mall-01": [
        "~ 30-cilium (spec.values): HelmRelease/flux-system/cilium",
        "~ hosts: sz-mall-01-a/cloud-config.yaml",
      ],
    },
    refusals: ["FLT-GUARD-011"],
  },
);
evolution("A second family of a Metal3 site is refused before anything is replaced", {
  edit: (fleet) => {
    set(fleet.region("guangdong"), { network: { supernet: ["10.44.0.0/16", "fd00:44::/32"], asn: 64544 } });
    const site = fleet.site("dg-plant-01");
    Object.assign(site.network, {
      nodes: ["10.44.3.0/26", "fd00:44:3::/64"],
      pods: ["10.244.0.0/16", "fd00:244::/56"],
      services: ["10.96.0.0/16", "fd00:96::/112"],
    });
    for (const host of site.hosts)
      set(host, { address: [String(host.address), String(host.address).replace("10.44.3.", "fd00:44:3::")] });
  },
  plan: {
    "panji/guangdong/dongguan/dg-plant-01": [
      "~ 30-cilium (spec.values): HelmRelease/flux-system/cilium",
      "~ provisioning (data.first-agent.yaml): ConfigMap/site-dg-plant-01/first-agent",
      "~ provisioning (spec.clusterNetwork): Cluster/site-dg-plant-01/dg-plant-01",
      "~ provisioning (spec.kubeadmConfigSpec; spec.machineTemplate): KubeadmControlPlane/site-dg-plant-01/dg-plant-01",
      "~ provisioning (spec.target): ExternalSecret/site-dg-plant-01/dg-plant-01-a-bmc, ExternalSecret/site-dg-plant-01/dg-plant-01-b-bmc, ExternalSecret/site-dg-plant-01/dg-plant-01-c-bmc, ExternalSecret/site-dg-plant-01/dg-plant-01-d-bmc",
      "~ provisioning (spec.template): MachineDeployment/site-dg-plant-01/dg-plant-01-workers-amd64",
      "+ provisioning: IPPool/site-dg-plant-01/nodes-ipv6, KubeadmConfigTemplate/site-dg-plant-01/dg-plant-01-workers-*, Metal3DataTemplate/site-dg-plant-01/dg-plant-01-*, Metal3MachineTemplate/site-dg-plant-01/dg-plant-01-control-plane-*, Metal3MachineTemplate/site-dg-plant-01/dg-plant-01-workers-amd64-*",
      "- provisioning: KubeadmConfigTemplate/site-dg-plant-01/dg-plant-01-workers-*, Metal3DataTemplate/site-dg-plant-01/dg-plant-01-*, Metal3MachineTemplate/site-dg-plant-01/dg-plant-01-control-plane-*, Metal3MachineTemplate/site-dg-plant-01/dg-plant-01-workers-amd64-*",
    ],
  },
  refusals: ["FLT-GUARD-011", "FLT-GUARD-012"],
});
evolution("A server of a K3s site that lists its interfaces changes its own file alone", {
  edit: (fleet) =>
    set(fleet.host("dg-depot-01-d"), {
      interfaces: [
        { name: "eno1", type: "ethernet", mac: "02:44:0a:2c:04:0e" },
        { name: "eno2", type: "ethernet", mac: "02:44:0a:2c:0f:0e" },
        { name: "bond0", type: "bond", members: ["eno1", "eno2"], mode: "active-backup" },
        { name: "nodes", type: "vlan", members: ["bond0"], id: 104, addresses: ["10.44.4.14/26"] },
      ],
    }),
  plan: { "panji/guangdong/dongguan/dg-depot-01": ["~ hosts: dg-depot-01-d/cloud-config.yaml"] },
});
evolution("Another disk to install on changes the file of its server, and no server is installed again", {
  edit: (fleet) => set(fleet.host("dg-depot-01-d"), { disk: "/dev/disk/by-id/nvme-b" }),
  plan: { "panji/guangdong/dongguan/dg-depot-01": ["~ hosts: dg-depot-01-d/cloud-config.yaml"] },
});
evolution("The disk of a Metal3 server by what the hardware says instead of by its path", {
  edit: (fleet) => set(fleet.host("dg-plant-01-d"), { disk: { serial: "S4EVNX0N" } }),
  plan: {
    "panji/guangdong/dongguan/dg-plant-01": [
      "~ provisioning (spec.rootDeviceHints): BareMetalHost/site-dg-plant-01/dg-plant-01-d",
    ],
  },
});
evolution("A BMC in another spelling is another address to Metal3, which takes none for a server it has: refused", {
  edit: (fleet) => {
    const host = fleet.host("dg-plant-01-d");
    set(host, { bmc: `${String(host.bmc).replace("redfish-virtualmedia:", "redfish-virtualmedia+https:")}` });
  },
  plan: {
    "panji/guangdong/dongguan/dg-plant-01": ["~ provisioning (spec.bmc): BareMetalHost/site-dg-plant-01/dg-plant-01-d"],
  },
  refusals: ["FLT-GUARD-011", "FLT-GUARD-012"],
});
evolution("The account of a BMC changes the reference to it alone", {
  edit: (fleet) => {
    const host = fleet.host("dg-plant-01-d");
    set(host, { bmc: { address: String(host.bmc), credentials: "rack-12" } });
  },
  plan: {
    "panji/guangdong/dongguan/dg-plant-01": [
      "~ provisioning (spec.data): ExternalSecret/site-dg-plant-01/dg-plant-01-d-bmc",
    ],
  },
});
evolution("A server that becomes known by its machine id besides its serial moves its folder, and nothing else", {
  from: (fleet) => {
    const host = fleet.host("dg-depot-01-d");
    delete host.machineId;
    set(host, { serial: "CZ21470ABC" });
  },
  edit: (fleet) => set(fleet.host("dg-depot-01-d"), { machineId: "4c4c4544-0051-3110-8052-00000000ffff" }),
  plan: {
    "panji/guangdong/dongguan/dg-depot-01": [
      "+ hosts: dg-depot-01-d/cloud-config.yaml",
      "- hosts: dg-depot-01-d/cloud-config.yaml",
    ],
  },
});
evolution("Labels, taints and kernel arguments of a living server count when it is installed again", {
  edit: (fleet) =>
    set(fleet.host("dg-depot-01-d"), {
      labels: { rack: "a" },
      taints: [{ key: "gpu", effect: "NoSchedule" }],
      kernelArguments: ["isolcpus=2-15"],
    }),
  plan: { "panji/guangdong/dongguan/dg-depot-01": ["~ hosts: dg-depot-01-d/cloud-config.yaml"] },
});
evolution("Search domains and name servers of a site reach its living servers", {
  edit: (fleet) =>
    Object.assign(fleet.site("dg-depot-01").network, { dns: ["10.44.0.53"], search: ["edge.panji.example"] }),
  plan: {
    "panji/guangdong/dongguan/dg-depot-01": [
      "+ 79-hosts: NodeOp/operator-system/settings-*",
      "- 79-hosts: NodeOp/operator-system/settings-*",
      "~ hosts: dg-depot-01-a/cloud-config.yaml, dg-depot-01-b/cloud-config.yaml, dg-depot-01-c/cloud-config.yaml, dg-depot-01-d/cloud-config.yaml",
    ],
  },
});
evolution("A user who leaves a K3s site is an order to its living servers, and the files of those to come", {
  from: (fleet) => set(fleet.site("sz-mall-01"), { users: [person("wei"), person("lan")] }),
  edit: (fleet) => set(fleet.site("sz-mall-01"), { users: [person("lan")] }),
  plan: {
    "panji/guangdong/shenzhen/sz-mall-01": [
      "+ 79-hosts: NodeOp/operator-system/settings-*",
      "- 79-hosts: NodeOp/operator-system/settings-*",
      "~ hosts: sz-mall-01-a/cloud-config.yaml",
    ],
  },
});
evolution("A proxy of a K3s site reaches its living servers by an order", {
  edit: (fleet) =>
    Object.assign(fleet.site("sz-mall-01").network, { proxy: { https: "http://proxy.panji.example:3128" } }),
  plan: {
    "panji/guangdong/shenzhen/sz-mall-01": [
      "+ 79-hosts: NodeOp/operator-system/settings-*",
      "- 79-hosts: NodeOp/operator-system/settings-*",
      "~ delivery (spec.values): HelmRelease/flux-system/flux",
      "~ hosts: sz-mall-01-a/cloud-config.yaml",
    ],
  },
});
evolution("Another OS image of a K3s site is an order that boots its servers", {
  edit: (fleet) => set(fleet.site("sz-mall-01"), { osImage: "registry.panji.example/kairos/ubuntu:v4.0.9" }),
  plan: {
    "panji/guangdong/shenzhen/sz-mall-01": [
      "- 79-hosts: NodeOp/operator-system/os-4-0-3-*",
      "+ 79-hosts: NodeOp/operator-system/os-4-0-9-*",
      "~ hosts: sz-mall-01-a/cloud-config.yaml",
    ],
  },
});
evolution("A disk for data of a K3s server counts when the server is installed", {
  edit: (fleet) => {
    const system = { purpose: "install", device: "/dev/disk/by-id/nvme-a" } as const;
    const volumes = { purpose: "volumes", device: "/dev/disk/by-id/ata-a" } as const;
    set(fleet.host("dg-depot-01-d"), { disk: undefined, disks: [system, volumes] });
  },
  plan: { "panji/guangdong/dongguan/dg-depot-01": ["~ hosts: dg-depot-01-d/cloud-config.yaml"] },
});
// Keys and labels stood in kubeadm's settings or nowhere: a key that was taken back had every server installed anew.
evolution("People of a Metal3 site come and go on servers that run, and no machine is replaced", {
  edit: (fleet) =>
    set(fleet.site("dg-plant-01"), { users: [{ name: "wei", sshKeys: [`ssh-ed25519 ${"A".repeat(68)} wei`] }] }),
  plan: {
    "panji/guangdong/dongguan/dg-plant-01": [
      "~ 79-hosts (data.users): ConfigMap/flotilla-hosts/host-settings",
      "~ provisioning (metadata.annotations): BareMetalHost/site-dg-plant-01/dg-plant-01-a, BareMetalHost/site-dg-plant-01/dg-plant-01-b, BareMetalHost/site-dg-plant-01/dg-plant-01-c, BareMetalHost/site-dg-plant-01/dg-plant-01-d",
    ],
  },
});
evolution("A label of a Metal3 server is told to its host and to whoever brings it to the node, and to no machine", {
  edit: (fleet) => set(fleet.host("dg-plant-01-d"), { labels: { "panji.example/rack": "a" } }),
  plan: {
    "panji/guangdong/dongguan/dg-plant-01": [
      "~ provisioning (metadata.annotations): Metal3Cluster/site-dg-plant-01/dg-plant-01",
      "~ provisioning (metadata.annotations; metadata.labels): BareMetalHost/site-dg-plant-01/dg-plant-01-d",
    ],
  },
});
evolution("A site that turns out to hang on a satellite looks less often and waits longer, and nothing restarts", {
  edit: (fleet) => Object.assign(fleet.site("sz-mall-01").network, { link: "satellite" }),
  plan: {
    "panji/guangdong/shenzhen/sz-mall-01": [
      "~ 79-hosts (spec.preflight): NodeOp/operator-system/os-4-0-3-*",
      "~ delivery (spec.interval; spec.timeout): GitRepository/flux-system/flotilla",
      "~ hosts: sz-mall-01-a/cloud-config.yaml",
      "~ reconcilers (spec.timeout): 10-kairos-operator, 20-facts, 20-kube-vip, 30-cilium, 40-local-path, 50-admission, 50-logs, 50-metrics, 50-tenants, 79-hosts, 80-apps-retail, 80-apps-telco, flotilla",
    ],
  },
});
