import { host } from "./entries.ts";
import { evolution } from "./evolve.ts";
import { type FleetData, set, take } from "./fleet.ts";

evolution("A worker that comes to a K3s site enlarges its quotas and touches no other server", {
  edit: (fleet) => fleet.site("dg-depot-01").hosts.push(host("dg-depot-01-e", "10.44.4.15", { role: "worker" })),
  plan: {
    "panji/guangdong/dongguan/dg-depot-01": [
      "~ 50-tenants (spec.hard): ResourceQuota/retail/tenant, ResourceQuota/telco/tenant",
      "+ hosts: dg-depot-01-e/cloud-config.yaml",
    ],
  },
});
evolution("A worker that comes to a lone server starts no upgrade of the site once more", {
  edit: (fleet) => fleet.site("sz-mall-01").hosts.push(host("sz-mall-01-b", "10.44.1.12", { role: "worker" })),
  plan: {
    "panji/guangdong/shenzhen/sz-mall-01": [
      "~ 50-tenants (spec.hard): ResourceQuota/retail/tenant, ResourceQuota/telco/tenant",
      "+ hosts: sz-mall-01-b/cloud-config.yaml",
    ],
  },
});
evolution("A worker that comes to a Metal3 site touches no other server", {
  edit: (fleet) => fleet.site("dg-plant-01").hosts.push(host("dg-plant-01-e", "10.44.3.15", { role: "worker" })),
  plan: {
    "panji/guangdong/dongguan/dg-plant-01": [
      "~ 50-tenants (spec.hard): ResourceQuota/retail/tenant, ResourceQuota/telco/tenant",
      "~ provisioning (spec.pools; spec.preAllocations): IPPool/site-dg-plant-01/nodes",
      "~ provisioning (spec.replicas): MachineDeployment/site-dg-plant-01/dg-plant-01-workers-amd64",
      "+ provisioning: BareMetalHost/site-dg-plant-01/dg-plant-01-e, ExternalSecret/site-dg-plant-01/dg-plant-01-e-bmc",
    ],
  },
});
evolution("A server that comes to a nodes site enlarges the hub's quotas", {
  edit: (fleet) => fleet.site("sz-kiosk-01").hosts.push(host("sz-kiosk-01-c", "10.44.2.13", { role: "worker" })),
  plan: {
    "panji/guangdong/hub": ["~ 50-tenants (spec.hard): ResourceQuota/retail/tenant, ResourceQuota/telco/tenant"],
    "panji/guangdong/shenzhen": ["~ operator: keadm-batch/shenzhen.yaml"],
    "panji/guangdong/shenzhen/sz-kiosk-01": ["+ hosts: sz-kiosk-01-c/edgecore.yaml"],
  },
});
evolution("A worker that goes from a K3s site takes its file along, and nothing refuses it", {
  edit: (fleet) => take(fleet.site("dg-depot-01").hosts, "dg-depot-01-d"),
  plan: {
    "panji/guangdong/dongguan/dg-depot-01": [
      "~ 50-tenants (spec.hard): ResourceQuota/retail/tenant, ResourceQuota/telco/tenant",
      "- hosts: dg-depot-01-d/cloud-config.yaml",
    ],
  },
});
evolution(
  "The last worker of a Metal3 site that goes in one step is refused, since the hub would keep its protected objects",
  {
    refusals: ["FLT-GUARD-013"],
    edit: (fleet) => take(fleet.site("dg-plant-01").hosts, "dg-plant-01-d"),
    plan: {
      "panji/guangdong/dongguan/dg-plant-01": [
        "~ 50-tenants (spec.hard): ResourceQuota/retail/tenant, ResourceQuota/telco/tenant",
        "~ provisioning (spec.pools; spec.preAllocations): IPPool/site-dg-plant-01/nodes",
        "- provisioning: BareMetalHost/site-dg-plant-01/dg-plant-01-d, ExternalSecret/site-dg-plant-01/dg-plant-01-d-bmc, KubeadmConfigTemplate/site-dg-plant-01/dg-plant-01-workers-*, MachineDeployment/site-dg-plant-01/dg-plant-01-workers-amd64, MachineHealthCheck/site-dg-plant-01/dg-plant-01-workers, Metal3MachineTemplate/site-dg-plant-01/dg-plant-01-workers-amd64-*",
      ],
    },
  },
);
const release =
  (...names: string[]) =>
  (fleet: FleetData) => [set(fleet.site("dg-plant-01"), { parameters: { releasedHosts: names } })];
evolution("A server that a Metal3 site releases loses its machine and its protection", {
  edit: release("dg-plant-01-d"),
  plan: {
    "panji/guangdong/dongguan/dg-plant-01": [
      "~ provisioning (metadata.annotations): ExternalSecret/site-dg-plant-01/dg-plant-01-d-bmc",
      "~ provisioning (metadata.annotations; metadata.labels): BareMetalHost/site-dg-plant-01/dg-plant-01-d",
      "~ provisioning (metadata.annotations; spec.replicas): MachineDeployment/site-dg-plant-01/dg-plant-01-workers-amd64",
      "- provisioning: MachineHealthCheck/site-dg-plant-01/dg-plant-01-workers",
    ],
  },
});
evolution("A released server of a Metal3 site goes, and the hub deletes it", {
  from: release("dg-plant-01-d"),
  edit: (fleet) => [release()(fleet), take(fleet.site("dg-plant-01").hosts, "dg-plant-01-d")],
  plan: {
    "panji/guangdong/dongguan/dg-plant-01": [
      "~ 50-tenants (spec.hard): ResourceQuota/retail/tenant, ResourceQuota/telco/tenant",
      "~ provisioning (spec.pools; spec.preAllocations): IPPool/site-dg-plant-01/nodes",
      "- provisioning: BareMetalHost/site-dg-plant-01/dg-plant-01-d, ExternalSecret/site-dg-plant-01/dg-plant-01-d-bmc, KubeadmConfigTemplate/site-dg-plant-01/dg-plant-01-workers-*, MachineDeployment/site-dg-plant-01/dg-plant-01-workers-amd64, Metal3MachineTemplate/site-dg-plant-01/dg-plant-01-workers-amd64-*",
    ],
  },
});
evolution("Three control planes of a Metal3 site become one when two are released", {
  edit: release("dg-plant-01-b", "dg-plant-01-c"),
  plan: {
    "panji/guangdong/dongguan/dg-plant-01": [
      "~ provisioning (metadata.annotations): ExternalSecret/site-dg-plant-01/dg-plant-01-b-bmc, ExternalSecret/site-dg-plant-01/dg-plant-01-c-bmc",
      "~ provisioning (metadata.annotations; metadata.labels): BareMetalHost/site-dg-plant-01/dg-plant-01-b, BareMetalHost/site-dg-plant-01/dg-plant-01-c",
      "~ provisioning (spec.replicas; spec.rollout): KubeadmControlPlane/site-dg-plant-01/dg-plant-01",
      "- provisioning: MachineHealthCheck/site-dg-plant-01/dg-plant-01-control-plane",
    ],
  },
  findings: ["FLT-CAP-003"],
});
evolution("A server that goes from a nodes site leaves the others alone", {
  edit: (fleet) => take(fleet.site("sz-kiosk-01").hosts, "sz-kiosk-01-b"),
  plan: {
    "panji/guangdong/hub": ["~ 50-tenants (spec.hard): ResourceQuota/retail/tenant, ResourceQuota/telco/tenant"],
    "panji/guangdong/shenzhen": ["~ operator: keadm-batch/shenzhen.yaml"],
    "panji/guangdong/shenzhen/sz-kiosk-01": ["- hosts: sz-kiosk-01-b/edgecore.yaml"],
  },
});
evolution("A renamed server of a K3s site is refused: an installed server keeps its name", {
  edit: (fleet) => set(fleet.host("dg-depot-01-d"), { name: "dg-depot-01-z" }),
  plan: { "panji/guangdong/dongguan/dg-depot-01": ["~ hosts: dg-depot-01-z/cloud-config.yaml"] },
  refusals: ["FLT-GUARD-011"],
});
evolution("A renamed server of a Metal3 site is refused: one machine would have two objects", {
  edit: (fleet) => set(fleet.host("dg-plant-01-d"), { name: "dg-plant-01-z" }),
  plan: {
    "panji/guangdong/dongguan/dg-plant-01": [
      "~ provisioning (spec.preAllocations): IPPool/site-dg-plant-01/nodes",
      "- provisioning: BareMetalHost/site-dg-plant-01/dg-plant-01-d, ExternalSecret/site-dg-plant-01/dg-plant-01-d-bmc",
      "+ provisioning: BareMetalHost/site-dg-plant-01/dg-plant-01-z, ExternalSecret/site-dg-plant-01/dg-plant-01-z-bmc",
    ],
  },
  refusals: ["FLT-GUARD-011", "FLT-GUARD-013"],
});
evolution("A replaced server is known by its machine id, and the file under the old one goes", {
  edit: (fleet) => set(fleet.host("dg-depot-01-d"), { machineId: "4c4c4544-0051-3110-8052-00000000ffff" }),
  plan: {
    "panji/guangdong/dongguan/dg-depot-01": [
      "+ hosts: dg-depot-01-d/cloud-config.yaml",
      "- hosts: dg-depot-01-d/cloud-config.yaml",
    ],
  },
});
evolution("The order of workers and control planes among each other means nothing", {
  edit: (fleet) => fleet.site("dg-depot-01").hosts.unshift(take(fleet.site("dg-depot-01").hosts, "dg-depot-01-d")),
  plan: {},
});
evolution("The order of control planes means nothing to a K3s cluster, nor to one that is about to be founded", {
  from: (fleet) => set(fleet.site("dg-depot-01"), { state: "shipped" }),
  edit: (fleet) => fleet.site("dg-depot-01").hosts.reverse(),
  plan: {},
});
evolution("A K3s site that is there turns active, and from then on all of its servers join", {
  from: (fleet) => set(fleet.site("dg-depot-01"), { state: "shipped" }),
  edit: (fleet) => set(fleet.site("dg-depot-01"), { state: "active" }),
  plan: { "panji/guangdong/dongguan/dg-depot-01": ["~ hosts: dg-depot-01-a/cloud-config.yaml"] },
});
evolution("The replaced first server of a K3s site joins the cluster that is there", {
  edit: (fleet) => set(fleet.host("dg-depot-01-a"), { machineId: "4c4c4544-0051-3110-8052-00000000aaaa" }),
  plan: {
    "panji/guangdong/dongguan/dg-depot-01": [
      "+ hosts: dg-depot-01-a/cloud-config.yaml",
      "- hosts: dg-depot-01-a/cloud-config.yaml",
    ],
  },
});
evolution("A new K3s site of three control planes that begins as active is refused: nobody would found its cluster", {
  from: (fleet) => set(fleet.site("dg-depot-01"), { state: "planned" }),
  edit: (fleet) => set(fleet.site("dg-depot-01"), { state: "active" }),
  plan: { "panji/guangdong/dongguan/dg-depot-01": ["+ everything"] },
  refusals: ["FLT-GUARD-010"],
});
evolution("The order of servers of a Metal3 site writes its address pool in another order", {
  edit: (fleet) => fleet.site("dg-plant-01").hosts.reverse(),
  plan: { "panji/guangdong/dongguan/dg-plant-01": ["~ provisioning (spec.pools): IPPool/site-dg-plant-01/nodes"] },
});
evolution("The order of servers of a nodes site writes the operator's file in another order", {
  edit: (fleet) => fleet.site("sz-kiosk-01").hosts.reverse(),
  plan: { "panji/guangdong/shenzhen": ["~ operator: keadm-batch/shenzhen.yaml"] },
});
evolution("Three control planes of a K3s site that become one are refused", {
  edit: (fleet) => fleet.site("dg-depot-01").hosts.splice(1, 2),
  plan: {
    "panji/guangdong/dongguan/dg-depot-01": [
      "~ 50-tenants (spec.hard): ResourceQuota/retail/tenant, ResourceQuota/telco/tenant",
      "~ hosts: dg-depot-01-a/cloud-config.yaml",
      "- hosts: dg-depot-01-b/cloud-config.yaml, dg-depot-01-c/cloud-config.yaml",
    ],
  },
  refusals: ["FLT-GUARD-011"],
});
evolution("Three control planes of a Metal3 site that become one in one step are refused", {
  edit: (fleet) => fleet.site("dg-plant-01").hosts.splice(1, 2),
  plan: {
    "panji/guangdong/dongguan/dg-plant-01": [
      "~ 50-tenants (spec.hard): ResourceQuota/retail/tenant, ResourceQuota/telco/tenant",
      "~ provisioning (spec.pools; spec.preAllocations): IPPool/site-dg-plant-01/nodes",
      "~ provisioning (spec.replicas; spec.rollout): KubeadmControlPlane/site-dg-plant-01/dg-plant-01",
      "- provisioning: BareMetalHost/site-dg-plant-01/dg-plant-01-b, BareMetalHost/site-dg-plant-01/dg-plant-01-c, ExternalSecret/site-dg-plant-01/dg-plant-01-b-bmc, ExternalSecret/site-dg-plant-01/dg-plant-01-c-bmc, MachineHealthCheck/site-dg-plant-01/dg-plant-01-control-plane",
    ],
  },
  refusals: ["FLT-GUARD-011", "FLT-GUARD-013"],
  findings: ["FLT-CAP-003"],
});
evolution("One control plane becomes three: the new ones join the etcd that it has from birth", {
  edit: (fleet) =>
    fleet.site("sz-mall-01").hosts.push(host("sz-mall-01-b", "10.44.1.12"), host("sz-mall-01-c", "10.44.1.13")),
  plan: {
    "panji/guangdong/shenzhen/sz-mall-01": [
      "~ 50-tenants (spec.hard): ResourceQuota/retail/tenant, ResourceQuota/telco/tenant",
      "~ hosts: sz-mall-01-a/cloud-config.yaml",
      "+ hosts: sz-mall-01-b/cloud-config.yaml, sz-mall-01-c/cloud-config.yaml",
    ],
  },
});
evolution("Two servers that exchange their roles are refused", {
  edit: (fleet) => [
    set(fleet.host("dg-depot-01-c"), { role: "worker" }),
    set(fleet.host("dg-depot-01-d"), { role: "control-plane" }),
  ],
  plan: {
    "panji/guangdong/dongguan/dg-depot-01": [
      "~ hosts: dg-depot-01-c/cloud-config.yaml, dg-depot-01-d/cloud-config.yaml",
    ],
  },
  refusals: ["FLT-GUARD-011"],
});
evolution("Another MAC of a Metal3 server is refused, by its field and by its object", {
  edit: (fleet) => set(fleet.host("dg-plant-01-b"), { mac: "02:44:00:00:00:99" }),
  plan: {
    "panji/guangdong/dongguan/dg-plant-01": [
      "~ provisioning (metadata.annotations; spec.bootMACAddress): BareMetalHost/site-dg-plant-01/dg-plant-01-b",
      "~ provisioning (spec.target): ExternalSecret/site-dg-plant-01/dg-plant-01-b-bmc",
    ],
  },
  refusals: ["FLT-GUARD-011", "FLT-GUARD-012"],
});
evolution("Another disk changes the server's own file alone", {
  edit: (fleet) => set(fleet.host("dg-depot-01-d"), { disk: "/dev/disk/by-id/nvme-b" }),
  plan: { "panji/guangdong/dongguan/dg-depot-01": ["~ hosts: dg-depot-01-d/cloud-config.yaml"] },
});
evolution("Another BMC or address of a Metal3 server is refused, by its field and by its object", {
  edit: (fleet) =>
    set(fleet.host("dg-plant-01-b"), {
      address: "10.44.3.32",
      bmc: "redfish-virtualmedia://10.144.9.9/redfish/v1/Systems/1",
    }),
  plan: {
    "panji/guangdong/dongguan/dg-plant-01": [
      "~ provisioning (spec.bmc): BareMetalHost/site-dg-plant-01/dg-plant-01-b",
      "~ provisioning (spec.pools; spec.preAllocations): IPPool/site-dg-plant-01/nodes",
      "~ provisioning (spec.target): ExternalSecret/site-dg-plant-01/dg-plant-01-b-bmc",
    ],
  },
  refusals: ["FLT-GUARD-011", "FLT-GUARD-012"],
});
evolution("A replaced server of a lone K3s site is refused: its disk is the cluster", {
  edit: (fleet) => set(fleet.host("sz-mall-01-a"), { machineId: "4c4c4544-0051-3110-8052-00000000ffff" }),
  plan: {
    "panji/guangdong/shenzhen/sz-mall-01": [
      "+ hosts: sz-mall-01-a/cloud-config.yaml",
      "- hosts: sz-mall-01-a/cloud-config.yaml",
    ],
  },
  refusals: ["FLT-GUARD-011"],
});
evolution("The size of a server changes nothing that is written", {
  edit: (fleet) => set(fleet.host("sz-mall-01-a"), { hardware: { cpu: "8", memory: "16Gi" } }),
  plan: {},
});
