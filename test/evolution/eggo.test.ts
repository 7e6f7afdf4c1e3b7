import { cluster, host } from "./entries.ts";
import { evolution } from "./evolve.ts";
import { type FleetData, set, take } from "./fleet.ts";

const servers = () => [
  host("dg-port-01-a", "10.44.6.11"),
  host("dg-port-01-b", "10.44.6.12", { role: "worker", arch: "arm64" }),
  host("dg-port-01-c", "10.44.6.13", { role: "worker", arch: "arm64" }),
];

/** A cluster of both architectures, made by eggo. */
const withEggo = (fleet: FleetData) =>
  fleet.zone("dongguan").sites.push(
    cluster("dg-port-01", "10.44.6", {
      profile: "edge-eggo@1.0.0",
      network: { nodes: "10.44.6.0/26", pods: "10.244.0.0/16", services: "10.96.0.0/16" },
      hosts: servers(),
    }),
  );

const site = "panji/guangdong/dongguan/dg-port-01";

evolution("A site of eggo brings all of itself, and nothing of another", {
  edit: withEggo,
  plan: { [site]: ["+ everything"], "panji/guangdong/hub": ["+ reconcilers: site-dg-port-01"] },
});
const quotas = "~ 50-tenants (spec.hard): ResourceQuota/retail/tenant, ResourceQuota/telco/tenant";
const anotherJob = [
  "+ provisioning: ConfigMap/site-dg-port-01/eggo-cluster-*, Job/site-dg-port-01/eggo-cluster-*",
  "- provisioning: ConfigMap/site-dg-port-01/eggo-cluster-*, Job/site-dg-port-01/eggo-cluster-*",
];

evolution("A worker that comes to a site of eggo is another Job, and enlarges its quotas", {
  from: withEggo,
  edit: (fleet) => fleet.site("dg-port-01").hosts.push(host("dg-port-01-d", "10.44.6.14", { role: "worker" })),
  plan: { [site]: [quotas, ...anotherJob] },
});
evolution("A worker that goes from a site of eggo is another Job, which drains and deletes it", {
  from: withEggo,
  edit: (fleet) => take(fleet.site("dg-port-01").hosts, "dg-port-01-c"),
  plan: { [site]: [quotas, ...anotherJob] },
});
evolution("Another machine in place of a worker of eggo is another Job, which joins it", {
  from: withEggo,
  edit: (fleet) => set(fleet.host("dg-port-01-c"), { machineId: "4c4c4544-0051-3110-8052-b4c04f4e4444" }),
  plan: { [site]: anotherJob },
});
evolution("Another machine in place of a control plane of eggo is refused", {
  from: withEggo,
  edit: (fleet) => set(fleet.host("dg-port-01-a"), { machineId: "4c4c4544-0051-3110-8052-b4c04f4e4444" }),
  refusals: ["FLT-GUARD-011"],
  plan: { [site]: anotherJob },
});
evolution("Another address of a server of eggo is refused: eggo knows servers by it", {
  from: withEggo,
  edit: (fleet) => set(fleet.host("dg-port-01-c"), { address: "10.44.6.23" }),
  refusals: ["FLT-GUARD-011"],
  plan: { [site]: anotherJob },
});
evolution("A worker that becomes a control plane of eggo is refused", {
  from: withEggo,
  edit: (fleet) => set(fleet.host("dg-port-01-c"), { role: "control-plane" }),
  refusals: ["FLT-GUARD-011"],
  findings: ["FLT-CAP-001"],
  plan: { [site]: ["~ 30-cilium (spec.values): HelmRelease/flux-system/cilium", ...anotherJob] },
});
evolution("A retired site of eggo loses its cluster by a Job, and keeps what that needs", {
  from: withEggo,
  edit: (fleet) => set(fleet.site("dg-port-01"), { state: "retired" }),
  plan: {
    [site]: [
      "- 80-apps-telco: ConfigMap/telco/metering, Deployment/telco/metering, Service/telco/metering",
      "~ provisioning (metadata.annotations): ExternalSecret/site-dg-port-01/eggo-ssh, Namespace/site-dg-port-01, PersistentVolumeClaim/site-dg-port-01/eggo-state",
      "+ provisioning: ConfigMap/site-dg-port-01/eggo-cleanup-*, Job/site-dg-port-01/eggo-cleanup-*",
      "- provisioning: ConfigMap/site-dg-port-01/eggo-cluster-*, Job/site-dg-port-01/eggo-cluster-*",
      "~ reconcilers (spec.wait): 50-tenants",
      "- reconcilers: 80-apps-telco",
    ],
  },
});
evolution("The second step takes the rest of a retired site of eggo", {
  from: (fleet) => [withEggo(fleet), set(fleet.site("dg-port-01"), { state: "retired" })],
  edit: (fleet) => take(fleet.zone("dongguan").sites, "dg-port-01"),
  plan: { [site]: ["- everything"], "panji/guangdong/hub": ["- reconcilers: site-dg-port-01"] },
});
evolution("A site of eggo that goes in one step is refused", {
  from: withEggo,
  edit: (fleet) => take(fleet.zone("dongguan").sites, "dg-port-01"),
  refusals: ["FLT-GUARD-002"],
  plan: { [site]: ["- everything"], "panji/guangdong/hub": ["- reconcilers: site-dg-port-01"] },
});
