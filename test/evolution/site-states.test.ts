import { evolution } from "./evolve.ts";
import { type FleetData, set, take } from "./fleet.ts";
import { each } from "./plan.ts";

type State = "planned" | "shipped" | "active" | "held" | "offline" | "retired";
const state = (site: string, wanted: State) => (fleet: FleetData) => set(fleet.site(site), { state: wanted });

evolution("A planned site writes nothing, and the step to shipped all of it", {
  from: state("dg-depot-01", "planned"),
  edit: state("dg-depot-01", "shipped"),
  plan: { "panji/guangdong/dongguan/dg-depot-01": ["+ everything"] },
});
evolution("The first nodes site of a region brings the node runtime to the hub", {
  from: state("sz-kiosk-01", "planned"),
  edit: state("sz-kiosk-01", "active"),
  plan: {
    "panji/guangdong/hub": [
      "+ 70-kubeedge: ClusterRole/cloudcore-completed, ExternalSecret/kubeedge/cloudcore, GitRepository/flux-system/cloudcore, HelmRelease/flux-system/cloudcore, Namespace/kubeedge",
      "+ apps.retail.shenzhen: ConfigMap/retail/checkout-shenzhen, ConfigMap/retail/signage-shenzhen, Deployment/retail/checkout-shenzhen, Deployment/retail/signage-shenzhen, Service/retail/checkout-shenzhen, Service/retail/signage-shenzhen",
      "+ apps.telco.shenzhen: ConfigMap/telco/metering-shenzhen, Deployment/telco/metering-shenzhen, Service/telco/metering-shenzhen",
      "~ reconcilers (spec.dependsOn): site-dg-plant-01",
      "+ reconcilers: 70-kubeedge, apps.retail.shenzhen, apps.telco.shenzhen, site-sz-kiosk-01",
    ],
    ...each(["panji/guangdong/shenzhen", "panji/guangdong/shenzhen/sz-kiosk-01"], "+ everything"),
  },
});
evolution("A planned site that goes changes nothing of a site that is there", {
  from: state("dg-depot-01", "planned"),
  edit: (fleet) => take(fleet.zone("dongguan").sites, "dg-depot-01"),
  plan: {},
});
evolution("Shipped and offline sites are written like active ones", {
  edit: (fleet) => [
    state("sz-mall-01", "shipped")(fleet),
    state("dg-plant-01", "offline")(fleet),
    state("sz-kiosk-01", "offline")(fleet),
  ],
  plan: {},
});
evolution("A held cluster's Flux pauses, all but the root", {
  edit: state("sz-mall-01", "held"),
  plan: {
    "panji/guangdong/shenzhen/sz-mall-01": [
      "~ delivery (spec.suspend): HelmRelease/flux-system/flux",
      "~ reconcilers (spec.suspend): 10-kairos-operator, 20-facts, 20-kube-vip, 30-cilium, 40-local-path, 50-admission, 50-logs, 50-metrics, 50-tenants, 79-hosts, 80-apps-retail, 80-apps-telco",
    ],
  },
});
evolution("A held cluster's Argo CD pauses, all but the root", {
  edit: state("cs-mall-01", "held"),
  plan: {
    "panji/hunan/changsha/cs-mall-01": [
      "~ reconcilers (metadata.finalizers; spec.syncPolicy): 10-kairos-operator, 20-facts, 20-kube-vip, 30-cilium, 40-local-path, 50-admission, 50-logs, 50-metrics, 50-tenants, 79-hosts, 80-apps-retail",
      "~ reconcilers (spec.syncPolicy): argocd",
    ],
  },
});
/** The hub goes on applying what it keeps of a cluster that it installs, or it would never learn of the pause. */
const pausedByHub = {
  "panji/guangdong/dongguan/dg-plant-01": [
    "~ delivery (spec.suspend): HelmRelease/flux-system/flux",
    "~ provisioning (metadata.annotations): BareMetalHost/site-dg-plant-01/dg-plant-01-a, BareMetalHost/site-dg-plant-01/dg-plant-01-b, BareMetalHost/site-dg-plant-01/dg-plant-01-c, BareMetalHost/site-dg-plant-01/dg-plant-01-d",
    "~ provisioning (spec.paused): Cluster/site-dg-plant-01/dg-plant-01",
    "~ reconcilers (spec.suspend): 20-facts, 30-cilium, 40-local-path, 50-admission, 50-logs, 50-metrics, 50-tenants, 79-hosts, 80-apps-telco",
  ],
  "panji/guangdong/hub": ["~ reconcilers (spec.deletionPolicy; spec.prune): site-dg-plant-01"],
};
evolution("A held cluster of the hub pauses in both places, and its hub deletes nothing of it", {
  edit: state("dg-plant-01", "held"),
  plan: pausedByHub,
});
evolution("A cluster of the hub that was held goes on with the same objects", {
  from: state("dg-plant-01", "held"),
  edit: state("dg-plant-01", "active"),
  plan: pausedByHub,
});
evolution("A held cluster of a hub with Argo CD is paused by objects that Argo CD goes on applying, and prunes none", {
  from: (fleet) => set(fleet.region("guangdong"), { delivery: "argocd" }),
  edit: state("dg-plant-01", "held"),
  plan: {
    "panji/guangdong/dongguan/dg-plant-01": [
      "~ provisioning (metadata.annotations): BareMetalHost/site-dg-plant-01/dg-plant-01-a, BareMetalHost/site-dg-plant-01/dg-plant-01-b, BareMetalHost/site-dg-plant-01/dg-plant-01-c, BareMetalHost/site-dg-plant-01/dg-plant-01-d",
      "~ provisioning (spec.paused): Cluster/site-dg-plant-01/dg-plant-01",
      "~ reconcilers (metadata.finalizers; spec.syncPolicy): 20-facts, 30-cilium, 40-local-path, 50-admission, 50-logs, 50-metrics, 50-tenants, 79-hosts, 80-apps-telco",
      "~ reconcilers (spec.syncPolicy): argocd",
    ],
    "panji/guangdong/hub": ["~ reconcilers (metadata.finalizers; spec.syncPolicy): site-dg-plant-01"],
  },
});
evolution("A held nodes site pauses on the hub, and its zone's apps go on", {
  edit: state("sz-kiosk-01", "held"),
  plan: { "panji/guangdong/hub": ["~ reconcilers (spec.suspend): site-sz-kiosk-01"] },
});
evolution("A released site gets back what it had", {
  from: state("sz-kiosk-01", "held"),
  edit: state("sz-kiosk-01", "active"),
  plan: { "panji/guangdong/hub": ["~ reconcilers (spec.suspend): site-sz-kiosk-01"] },
});
evolution("A retired cluster loses its apps and the files of its servers", {
  edit: state("dg-depot-01", "retired"),
  plan: {
    "panji/guangdong/dongguan/dg-depot-01": [
      "- 79-hosts: ClusterRole/flotilla-os-upgrade, ClusterRoleBinding/flotilla-os-upgrade, NodeOp/operator-system/os-4-0-3-*, NodeOp/operator-system/settings-*",
      "- 80-apps-retail: ConfigMap/retail/checkout, Deployment/retail/checkout, Service/retail/checkout",
      "- 80-apps-telco: ConfigMap/telco/metering, Deployment/telco/metering, Service/telco/metering",
      "- hosts: dg-depot-01-a/cloud-config.yaml, dg-depot-01-b/cloud-config.yaml, dg-depot-01-c/cloud-config.yaml, dg-depot-01-d/cloud-config.yaml",
      "~ reconcilers (spec.wait): 10-kairos-operator, 50-tenants",
      "- reconcilers: 79-hosts, 80-apps-retail, 80-apps-telco",
    ],
  },
});
evolution("A retired cluster of the hub also loses the protection of its machines", {
  edit: state("dg-plant-01", "retired"),
  plan: {
    "panji/guangdong/dongguan/dg-plant-01": [
      "- 79-hosts: ConfigMap/flotilla-hosts/host-settings, DaemonSet/flotilla-hosts/host-settings, Namespace/flotilla-hosts",
      "- 80-apps-telco: ConfigMap/telco/metering, Deployment/telco/metering, Service/telco/metering",
      "~ provisioning (metadata.annotations): 20 objects",
      "~ reconcilers (spec.wait): 50-tenants",
      "- reconcilers: 79-hosts, 80-apps-telco",
    ],
  },
});
evolution("The last nodes site of a zone that retires takes the zone's apps along and keeps its group", {
  edit: state("sz-kiosk-01", "retired"),
  plan: {
    "panji/guangdong/hub": [
      "- apps.retail.shenzhen: ConfigMap/retail/checkout-shenzhen, ConfigMap/retail/signage-shenzhen, Deployment/retail/checkout-shenzhen, Deployment/retail/signage-shenzhen, Service/retail/checkout-shenzhen, Service/retail/signage-shenzhen",
      "- apps.telco.shenzhen: ConfigMap/telco/metering-shenzhen, Deployment/telco/metering-shenzhen, Service/telco/metering-shenzhen",
      "- reconcilers: apps.retail.shenzhen, apps.telco.shenzhen",
    ],
    "panji/guangdong/shenzhen": ["- everything"],
    "panji/guangdong/shenzhen/sz-kiosk-01": [
      "- hosts: sz-kiosk-01-a/edgecore.yaml, sz-kiosk-01-b/edgecore.yaml",
      "~ provisioning (metadata.annotations): NodeGroup/sz-kiosk-01",
    ],
  },
});
evolution("A site that is planned again is refused", {
  edit: state("sz-mall-01", "planned"),
  plan: { "panji/guangdong/shenzhen/sz-mall-01": ["- everything"] },
  refusals: ["FLT-GUARD-002"],
});
