import { cluster, host, nodes, zone } from "./entries.ts";
import { evolution } from "./evolve.ts";
import { type FleetData, set, take } from "./fleet.ts";

const gate = (name: string, block: string) => nodes(name, block, { parent: "centre", hosts: [server(name, block)] });

function server(name: string, block: string) {
  const { bmc: _, ...own } = host(`${name}-a`, `${block}.11`, { role: "worker" });
  return own;
}

const mall = () => {
  const { bmc: _, ...own } = host("gx-mall-01-a", "10.45.1.11");
  return cluster("gx-mall-01", "10.45.1", {
    profile: "edge-eggo@1.0.0",
    network: { nodes: "10.45.1.0/26", pods: "10.244.0.0/16", services: "10.96.0.0/16" },
    hosts: [own],
  });
};

/** A province of which the centre sees one server. */
const behindGateway = (fleet: FleetData) => {
  const { centre } = fleet.fleet;
  set(centre, { profile: "centre-gateways@1.0.0" });
  set(fleet.fleet, { hierarchy: { regions: 3, maxSitesPerRegion: 20 } });
  fleet.regions.push({
    name: "guangxi",
    code: "45",
    timezone: "Asia/Shanghai",
    delivery: "flux",
    reach: "gateway",
    gateway: "gx-gate-01",
    spareGateway: "gx-gate-02",
    network: { supernet: "10.45.0.0/16", asn: 64545 },
  });
  fleet.zones.push(zone("guangxi", "nanning", [gate("gx-gate-01", "10.45.2"), gate("gx-gate-02", "10.45.3"), mall()]));
};

const region = (fleet: FleetData) => fleet.region("guangxi");
const ofMall = "panji/guangxi/nanning/gx-mall-01";

evolution("The lost server of a gateway that is replaced under its name moves nothing but the file by which it joins", {
  from: behindGateway,
  edit: (fleet) => set(fleet.host("gx-gate-01-a"), { machineId: "4c4c4544-0051-3110-8052-0000aaaaaaaa" }),
  plan: {
    "panji/guangxi/nanning/gx-gate-01": ["+ hosts: gx-gate-01-a/edgecore.yaml", "- hosts: gx-gate-01-a/edgecore.yaml"],
  },
});
evolution("The spare that takes over has the work of every cluster of the region, with volumes of its own", {
  from: behindGateway,
  edit: (fleet) => set(region(fleet), { gateway: "gx-gate-02", spareGateway: "gx-gate-01" }),
  plan: {
    [ofMall]: [
      "- provisioning: ConfigMap/site-gx-mall-01/eggo-cluster-*, Job/site-gx-mall-01/eggo-cluster-*, PersistentVolume/eggo-state-gx-gate-01-gx-mall-01, PersistentVolumeClaim/site-gx-mall-01/eggo-state-gx-gate-01",
      "+ provisioning: ConfigMap/site-gx-mall-01/eggo-cluster-*, Job/site-gx-mall-01/eggo-cluster-*, PersistentVolume/eggo-state-gx-gate-02-gx-mall-01, PersistentVolumeClaim/site-gx-mall-01/eggo-state-gx-gate-02",
    ],
  },
});
evolution("A gateway that its region still names cannot be retired", {
  from: behindGateway,
  edit: (fleet) => set(fleet.site("gx-gate-01"), { state: "retired" }),
  findings: ["FLT-HIER-021"],
  plan: {
    "panji/guangxi/nanning": ["~ operator: keadm-batch/nanning.yaml"],
    "panji/guangxi/nanning/gx-gate-01": [
      "- hosts: gx-gate-01-a/edgecore.yaml",
      "~ provisioning (metadata.annotations): NodeGroup/gx-gate-01",
    ],
  },
});
evolution("A spare that is named no longer changes nothing of the clusters", {
  from: behindGateway,
  edit: (fleet) => {
    delete region(fleet).spareGateway;
    set(fleet.site("gx-gate-02"), { state: "retired" });
  },
  plan: {
    "panji/guangxi/nanning": ["~ operator: keadm-batch/nanning.yaml"],
    "panji/guangxi/nanning/gx-gate-02": [
      "- hosts: gx-gate-02-a/edgecore.yaml",
      "~ provisioning (metadata.annotations): NodeGroup/gx-gate-02",
    ],
  },
});
evolution("Another cluster behind the gateway brings its Job to the centre, and nothing of another", {
  from: (fleet) => {
    behindGateway(fleet);
    set(fleet.site("gx-mall-01"), { state: "planned" });
  },
  edit: (fleet) => set(fleet.site("gx-mall-01"), { state: "active" }),
  plan: { "panji/centre": ["+ reconcilers: site-gx-mall-01"], [ofMall]: ["+ everything"] },
});
evolution("A cluster behind the gateway that goes in one step is refused", {
  from: behindGateway,
  edit: (fleet) => take(fleet.zones.find(({ zone: name }) => name === "nanning")?.sites, "gx-mall-01"),
  refusals: ["FLT-GUARD-002"],
  plan: { "panji/centre": ["- reconcilers: site-gx-mall-01"], [ofMall]: ["- everything"] },
});
evolution("A living region that goes behind a gateway is refused: its clusters would be built again from nothing", {
  from: (fleet) => {
    behindGateway(fleet);
    const own = region(fleet);
    for (const key of ["gateway", "spareGateway", "reach"] as const) delete own[key];
    own.hub = { profile: "region-hub@1.0.0", endpoint: "https://hub.gx.panji.example:6443" };
  },
  edit: (fleet) => {
    const own = region(fleet);
    delete own.hub;
    set(own, { reach: "gateway", gateway: "gx-gate-01", spareGateway: "gx-gate-02" });
  },
  refusals: ["FLT-GUARD-011", "FLT-GUARD-020", "FLT-GUARD-024"],
  plan: {
    "panji/centre": [
      "~ 50-region-index (data.guangxi.json): ConfigMap/flotilla-system/regions",
      "+ reconcilers: site-gx-mall-01",
    ],
    "panji/guangxi/hub": ["- everything"],
    [ofMall]: [
      "- 50-logs: ClusterRole/vector, ClusterRoleBinding/vector, ConfigMap/observability/vector, DaemonSet/observability/vector, NetworkPolicy/observability/vector, ServiceAccount/observability/vector",
      "- 50-metrics: ClusterRole/prometheus, ClusterRoleBinding/prometheus, ConfigMap/observability/prometheus, NetworkPolicy/observability/default-deny, NetworkPolicy/observability/prometheus, Service/observability/prometheus, ServiceAccount/observability/prometheus, StatefulSet/observability/prometheus",
      "+ provisioning: ConfigMap/site-gx-mall-01/eggo-cluster-*, ExternalSecret/site-gx-mall-01/eggo-ssh, Job/site-gx-mall-01/eggo-cluster-*, Namespace/site-gx-mall-01, PersistentVolume/eggo-state-gx-gate-01-gx-mall-01, PersistentVolumeClaim/site-gx-mall-01/eggo-state-gx-gate-01",
      "- provisioning: ConfigMap/site-gx-mall-01/eggo-cluster-*, ExternalSecret/site-gx-mall-01/eggo-ssh, Job/site-gx-mall-01/eggo-cluster-*, Namespace/site-gx-mall-01, PersistentVolumeClaim/site-gx-mall-01/eggo-state",
      "- reconcilers: 50-logs, 50-metrics",
    ],
  },
});
