import { cluster } from "./entries.ts";
import { evolution } from "./evolve.ts";
import { type FleetData, set, take } from "./fleet.ts";

const machine = (letter: string, address: string, role: "control-plane" | "worker" = "control-plane") => ({
  name: `dg-port-01-${letter}`,
  virtual: true as const,
  arch: "amd64" as const,
  role,
  address,
});

const parameters = {
  vcenter: "vcenter.example.com",
  vcenterThumbprint: Array(20).fill("AB").join(":"),
  datacenter: "dongguan",
  portGroup: "nodes",
};

const withProvider = (fleet: FleetData) => set(fleet.region("guangdong").hub ?? {}, { profile: "region-hub@1.1.0" });

/** A cluster of virtual machines with three control planes and two workers. */
function withVsphere(fleet: FleetData) {
  withProvider(fleet);
  fleet.zone("dongguan").sites.push(
    cluster("dg-port-01", "10.44.6", {
      profile: "edge-vsphere@1.0.0",
      network: { nodes: "10.44.6.0/26", pods: "10.244.0.0/16", services: "10.96.0.0/16", vip: "10.44.6.10" },
      parameters,
      hosts: [
        ...["a", "b", "c"].map((letter, index) => machine(letter, `10.44.6.${11 + index}`)),
        machine("d", "10.44.6.14", "worker"),
        machine("e", "10.44.6.15", "worker"),
      ],
    }),
  );
}

const site = "panji/guangdong/dongguan/dg-port-01";
const quotas = "~ 50-tenants (spec.hard): ResourceQuota/retail/tenant, ResourceQuota/telco/tenant";
const addresses = "~ provisioning (spec.addresses): InClusterIPPool/site-dg-port-01/nodes";
const replicas = "~ provisioning (spec.replicas): MachineDeployment/site-dg-port-01/dg-port-01-workers-amd64";
const templates = ["control-plane", "workers-amd64"]
  .map((use) => `VSphereMachineTemplate/site-dg-port-01/dg-port-01-${use}-*`)
  .join(", ");
const own = (fleet: FleetData) => fleet.site("dg-port-01");

evolution("A site of virtual machines brings all of itself, and nothing of another", {
  from: withProvider,
  edit: withVsphere,
  plan: { [site]: ["+ everything"], "panji/guangdong/hub": ["+ reconcilers: site-dg-port-01"] },
});
evolution("A machine that comes brings its address into the pool and one more to the workers", {
  from: withVsphere,
  edit: (fleet) => own(fleet).hosts.push(machine("f", "10.44.6.16", "worker")),
  plan: { [site]: [quotas, addresses, replicas] },
});
evolution("A machine is released before it goes, and its address stays in the pool meanwhile", {
  from: withVsphere,
  edit: (fleet) => set(own(fleet), { parameters: { ...parameters, releasedHosts: ["dg-port-01-e"] } }),
  plan: { [site]: [replicas] },
});
evolution("A machine that goes takes its address out of the pool", {
  from: withVsphere,
  edit: (fleet) => take(own(fleet).hosts, "dg-port-01-e"),
  plan: { [site]: [quotas, addresses, replicas] },
});
evolution("Another address of a machine is refused: the pool keeps one that is in use", {
  from: withVsphere,
  edit: (fleet) => set(fleet.host("dg-port-01-e"), { address: "10.44.6.25" }),
  refusals: ["FLT-GUARD-011", "FLT-GUARD-012"],
  plan: { [site]: [addresses] },
});
evolution("Another certificate of the vCenter replaces no machine", {
  from: withVsphere,
  edit: (fleet) =>
    set(own(fleet), { parameters: { ...parameters, vcenterThumbprint: Array(20).fill("CD").join(":") } }),
  plan: { [site]: ["~ provisioning (spec.thumbprint): VSphereCluster/site-dg-port-01/dg-port-01"] },
});
evolution("Another size of the disks is another template, and the machines follow", {
  from: withVsphere,
  edit: (fleet) => set(own(fleet), { parameters: { ...parameters, machineDisk: "128Gi" } }),
  plan: {
    [site]: [
      "~ provisioning (spec.machineTemplate): KubeadmControlPlane/site-dg-port-01/dg-port-01",
      "~ provisioning (spec.template): MachineDeployment/site-dg-port-01/dg-port-01-workers-amd64",
      `+ provisioning: ${templates}`,
      `- provisioning: ${templates}`,
    ],
  },
});
evolution("A site of virtual machines that is retired loses its protection, and nothing goes yet", {
  from: withVsphere,
  edit: (fleet) => set(own(fleet), { state: "retired" }),
  plan: {
    [site]: [
      "- 80-apps-telco: ConfigMap/telco/metering, Deployment/telco/metering, Service/telco/metering",
      "~ provisioning (metadata.annotations): 12 objects",
      "~ reconcilers (spec.wait): 50-tenants",
      "- reconcilers: 80-apps-telco",
    ],
  },
});
