import { evolution } from "./evolve.ts";
import { type FleetData, set, take } from "./fleet.ts";

const state = (region: string, wanted: "active" | "restoring") => (fleet: FleetData) => {
  const { hub } = fleet.region(region);
  if (!hub) throw new Error(`${region} has no hub`);
  hub.state = wanted;
};

const paused = {
  "panji/guangdong/dongguan/dg-plant-01": [
    "~ provisioning (metadata.annotations): BareMetalHost/site-dg-plant-01/dg-plant-01-a, BareMetalHost/site-dg-plant-01/dg-plant-01-b, BareMetalHost/site-dg-plant-01/dg-plant-01-c, BareMetalHost/site-dg-plant-01/dg-plant-01-d",
    "~ provisioning (spec.paused): Cluster/site-dg-plant-01/dg-plant-01",
  ],
  "panji/guangdong/hub": [
    "~ reconcilers (spec.deletionPolicy; spec.prune): 20-cert-manager, 20-cluster-api-operator, 20-external-secrets, 20-facts, 50-admission, 50-cluster-api, 50-logs, 50-metal3, 50-metrics, 50-tenants, 70-kubeedge, apps.retail.shenzhen, apps.telco.shenzhen, site-dg-plant-01, site-sz-kiosk-01",
    "~ reconcilers (spec.prune): flotilla",
  ],
};

evolution("A hub that comes back from a back-up pauses what it manages and deletes nothing", {
  edit: state("guangdong", "restoring"),
  plan: paused,
});
evolution("A hub that is back goes on with the same objects", {
  from: state("guangdong", "restoring"),
  edit: state("guangdong", "active"),
  plan: paused,
});
evolution("A hub of Argo CD that comes back from a back-up deletes nothing either", {
  edit: state("hunan", "restoring"),
  plan: {
    "panji/hunan/hub": [
      "~ reconcilers (metadata.finalizers; spec.syncPolicy): 20-cert-manager, 20-cluster-api-operator, 20-external-secrets, 20-facts, 50-admission, 50-cluster-api, 50-logs, 50-metrics, 50-tenants, 70-kubeedge, apps.retail.changsha, site-cs-kiosk-01",
      "~ reconcilers (spec.syncPolicy): flotilla",
    ],
  },
});
evolution("A hub that comes back from a back-up with less than it had is refused", {
  from: (fleet) => [state("guangdong", "restoring")(fleet), set(fleet.site("sz-kiosk-01"), { state: "retired" })],
  edit: (fleet) => take(fleet.zone("shenzhen").sites, "sz-kiosk-01"),
  plan: {
    "panji/guangdong/hub": [
      "~ 50-tenants (spec.hard): ResourceQuota/retail/tenant, ResourceQuota/telco/tenant",
      "- 70-kubeedge: ClusterRole/cloudcore-completed, ExternalSecret/kubeedge/cloudcore, GitRepository/flux-system/cloudcore, HelmRelease/flux-system/cloudcore, Namespace/kubeedge",
      "~ reconcilers (spec.dependsOn): site-dg-plant-01",
      "- reconcilers: 70-kubeedge, site-sz-kiosk-01",
    ],
    "panji/guangdong/shenzhen/sz-kiosk-01": ["- everything"],
  },
  refusals: ["FLT-GUARD-017"],
  findings: ["FLT-HIER-011"],
});
evolution("The change that ends it takes nothing away either, since what goes with it would stay in the hub for ever", {
  from: (fleet) => [state("guangdong", "restoring")(fleet), set(fleet.site("sz-kiosk-01"), { state: "retired" })],
  edit: (fleet) => [state("guangdong", "active")(fleet), take(fleet.zone("shenzhen").sites, "sz-kiosk-01")],
  plan: {
    "panji/guangdong/dongguan/dg-plant-01": paused["panji/guangdong/dongguan/dg-plant-01"],
    "panji/guangdong/hub": [
      "~ 50-tenants (spec.hard): ResourceQuota/retail/tenant, ResourceQuota/telco/tenant",
      "- 70-kubeedge: ClusterRole/cloudcore-completed, ExternalSecret/kubeedge/cloudcore, GitRepository/flux-system/cloudcore, HelmRelease/flux-system/cloudcore, Namespace/kubeedge",
      "~ reconcilers (spec.deletionPolicy; spec.dependsOn; spec.prune): site-dg-plant-01",
      "~ reconcilers (spec.deletionPolicy; spec.prune): 20-cert-manager, 20-cluster-api-operator, 20-external-secrets, 20-facts, 50-admission, 50-cluster-api, 50-logs, 50-metal3, 50-metrics, 50-tenants",
      "~ reconcilers (spec.prune): flotilla",
      "- reconcilers: 70-kubeedge, site-sz-kiosk-01",
    ],
    "panji/guangdong/shenzhen/sz-kiosk-01": ["- everything"],
  },
  refusals: ["FLT-GUARD-017"],
  findings: ["FLT-HIER-011"],
});

const backup = { endpoint: "https://s3.sz.panji.example", bucket: "hub-backups" };
const backedUp = (fleet: FleetData) => set(fleet.region("guangdong"), { backup });

evolution("A back-up that comes is a layer of the hub and an alarm", {
  edit: backedUp,
  plan: {
    "panji/guangdong/hub": [
      "+ 50-backup: CronJob/hub-backup/etcd, ExternalSecret/hub-backup/etcd, Namespace/hub-backup, NetworkPolicy/hub-backup/default-deny, ServiceAccount/hub-backup/etcd",
      "~ 50-metrics (data.rules.yml): ConfigMap/observability/prometheus",
      "~ 50-metrics (restarts pods): StatefulSet/observability/prometheus",
      "+ reconcilers: 50-backup",
    ],
  },
});
evolution("A back-up that goes elsewhere leaves what it has where it is", {
  from: backedUp,
  edit: (fleet) => set(fleet.region("guangdong"), { backup: { ...backup, bucket: "hubs" } }),
  plan: { "panji/guangdong/hub": ["~ 50-backup (spec.jobTemplate): CronJob/hub-backup/etcd"] },
});
evolution("No back-up is made of a hub that comes back from one", {
  from: backedUp,
  edit: state("guangdong", "restoring"),
  plan: {
    ...paused,
    "panji/guangdong/hub": [
      "~ 50-backup (spec.suspend): CronJob/hub-backup/etcd",
      "~ reconcilers (spec.deletionPolicy; spec.prune): 20-cert-manager, 20-cluster-api-operator, 20-external-secrets, 20-facts, 50-admission, 50-backup, 50-cluster-api, 50-logs, 50-metal3, 50-metrics, 50-tenants, 70-kubeedge, apps.retail.shenzhen, apps.telco.shenzhen, site-dg-plant-01, site-sz-kiosk-01",
      "~ reconcilers (spec.prune): flotilla",
    ],
  },
});
