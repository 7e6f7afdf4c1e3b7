import { cluster, host, nodes } from "./entries.ts";
import { evolution } from "./evolve.ts";
import { set, take } from "./fleet.ts";
import { each } from "./plan.ts";

const metro = { labels: { customer: "metro" } };
const threeServers = ["a", "b", "c"].map((each, index) => host(`sz-plant-01-${each}`, `10.44.9.${11 + index}`));

evolution("A cluster that installs itself comes without a trace elsewhere", {
  edit: (fleet) => fleet.zone("shenzhen").sites.unshift(cluster("sz-mall-00", "10.44.9", metro)),
  plan: { "panji/guangdong/shenzhen/sz-mall-00": ["+ everything"] },
});
evolution("A cluster that the hub installs comes with its own reconciler there", {
  edit: (fleet) =>
    fleet
      .zone("shenzhen")
      .sites.push(cluster("sz-plant-01", "10.44.9", { profile: "edge-metal@1.0.0", hosts: threeServers })),
  plan: {
    "panji/guangdong/hub": ["+ reconcilers: site-sz-plant-01"],
    "panji/guangdong/shenzhen/sz-plant-01": ["+ everything"],
  },
});
evolution("A nodes site enlarges the hub's quotas, and restarts the apps of its zone that choose it by label", {
  edit: (fleet) => fleet.zone("shenzhen").sites.push(nodes("sz-kiosk-02", "10.44.9", metro)),
  plan: {
    "panji/guangdong/hub": [
      "~ 50-tenants (spec.hard): ResourceQuota/retail/tenant, ResourceQuota/telco/tenant",
      "~ apps.retail.shenzhen (restarts pods): Deployment/retail/checkout-shenzhen",
      "+ reconcilers: site-sz-kiosk-02",
    ],
    "panji/guangdong/shenzhen": ["~ operator: keadm-batch/shenzhen.yaml"],
    "panji/guangdong/shenzhen/sz-kiosk-02": ["+ everything"],
  },
});
evolution("A nodes site that no label chooses restarts nothing in its zone", {
  edit: (fleet) => fleet.zone("shenzhen").sites.push(nodes("sz-kiosk-02", "10.44.9")),
  plan: {
    "panji/guangdong/hub": [
      "~ 50-tenants (spec.hard): ResourceQuota/retail/tenant, ResourceQuota/telco/tenant",
      "+ reconcilers: site-sz-kiosk-02",
    ],
    "panji/guangdong/shenzhen": ["~ operator: keadm-batch/shenzhen.yaml"],
    "panji/guangdong/shenzhen/sz-kiosk-02": ["+ everything"],
  },
});
evolution("The first nodes site of a zone brings the zone's apps to the hub", {
  edit: (fleet) => fleet.zone("dongguan").sites.push(nodes("dg-kiosk-01", "10.44.9")),
  plan: {
    ...each(["panji/guangdong/dongguan", "panji/guangdong/dongguan/dg-kiosk-01"], "+ everything"),
    "panji/guangdong/hub": [
      "~ 50-tenants (spec.hard): ResourceQuota/retail/tenant, ResourceQuota/telco/tenant",
      "+ apps.telco.dongguan: ConfigMap/telco/metering-dongguan, Deployment/telco/metering-dongguan, Service/telco/metering-dongguan",
      "+ reconcilers: apps.telco.dongguan, site-dg-kiosk-01",
    ],
  },
});
evolution("A retired site goes as a whole, and nothing of another site with it", {
  from: (fleet) => set(fleet.site("dg-depot-01"), { state: "retired" }),
  edit: (fleet) => take(fleet.zone("dongguan").sites, "dg-depot-01"),
  plan: { "panji/guangdong/dongguan/dg-depot-01": ["- everything"] },
});
evolution("The last Metal3 site of a region leaves Metal3 on the hub, which has still to release its servers", {
  from: (fleet) => set(fleet.site("dg-plant-01"), { state: "retired" }),
  edit: (fleet) => take(fleet.zone("dongguan").sites, "dg-plant-01"),
  plan: {
    "panji/guangdong/dongguan/dg-plant-01": ["- everything"],
    "panji/guangdong/hub": ["- reconcilers: site-dg-plant-01"],
  },
});
evolution("A site that goes without having been retired is refused", {
  edit: (fleet) => take(fleet.zone("dongguan").sites, "dg-depot-01"),
  plan: { "panji/guangdong/dongguan/dg-depot-01": ["- everything"] },
  refusals: ["FLT-GUARD-002"],
});
evolution("A renamed site is refused", {
  edit: (fleet) => set(fleet.site("sz-mall-01"), { name: "sz-plaza-01" }),
  plan: {
    "panji/guangdong/shenzhen/sz-mall-01": ["- everything"],
    "panji/guangdong/shenzhen/sz-plaza-01": ["+ everything"],
  },
  refusals: ["FLT-GUARD-003"],
});
evolution("A site that moves to another zone is refused", {
  edit: (fleet) => fleet.zone("dongguan").sites.push(take(fleet.zone("shenzhen").sites, "sz-mall-01")),
  plan: {
    "panji/guangdong/dongguan/sz-mall-01": ["+ everything"],
    "panji/guangdong/shenzhen/sz-mall-01": ["- everything"],
  },
  refusals: ["FLT-GUARD-004"],
});
evolution("A cluster site that becomes nodes of the hub is refused", {
  edit: (fleet) => set(fleet.site("cs-mall-01"), nodes("cs-mall-01", "10.43.1")),
  plan: {
    "panji/hunan/changsha": ["~ operator: keadm-batch/changsha.yaml"],
    "panji/hunan/changsha/cs-mall-01": [
      "- 10-kairos-operator: Application/argocd/kairos-operator, Namespace/operator-system",
      "- 20-facts: ConfigMap/observability/flotilla-facts, Namespace/observability",
      "- 20-kube-vip: ClusterRole/kube-vip, ClusterRoleBinding/kube-vip, DaemonSet/kube-system/kube-vip, ServiceAccount/kube-system/kube-vip",
      "- 30-cilium: Application/argocd/cilium",
      "- 40-local-path: 9 objects",
      "- 50-admission: 18 objects",
      "- 50-logs: ClusterRole/vector, ClusterRoleBinding/vector, ConfigMap/observability/vector, DaemonSet/observability/vector, NetworkPolicy/observability/vector, ServiceAccount/observability/vector",
      "- 50-metrics: ClusterRole/prometheus, ClusterRoleBinding/prometheus, ConfigMap/observability/prometheus, NetworkPolicy/observability/default-deny, NetworkPolicy/observability/prometheus, Service/observability/prometheus, ServiceAccount/observability/prometheus, StatefulSet/observability/prometheus",
      "- 50-tenants: 13 objects",
      "- 79-hosts: ClusterRole/flotilla-os-upgrade, ClusterRoleBinding/flotilla-os-upgrade, NodeOp/operator-system/os-4-0-3-*, NodeOp/operator-system/settings-*",
      "- 80-apps-retail: ConfigMap/retail/signage, Deployment/retail/signage, Service/retail/signage",
      "- delivery: AppProject/argocd/flotilla-platform, AppProject/argocd/flotilla-tenant-retail, AppProject/argocd/flotilla-tenant-telco, Namespace/argocd",
      "- hosts: cs-mall-01-a/cloud-config.yaml",
      "+ hosts: cs-mall-01-a/edgecore.yaml",
      "+ provisioning: NodeGroup/cs-mall-01",
      "- reconcilers: 10-kairos-operator, 20-facts, 20-kube-vip, 30-cilium, 40-local-path, 50-admission, 50-logs, 50-metrics, 50-tenants, 79-hosts, 80-apps-retail, argocd, flotilla",
    ],
    "panji/hunan/hub": [
      "~ 50-tenants (spec.hard): ResourceQuota/retail/tenant, ResourceQuota/telco/tenant",
      "+ reconcilers: site-cs-mall-01",
    ],
  },
  refusals: ["FLT-GUARD-006"],
});
evolution("A site that takes the profile of another provisioner is refused", {
  edit: (fleet) => set(fleet.site("dg-plant-01"), { profile: "edge-k3s@1.0.0" }),
  plan: {
    "panji/guangdong/dongguan/dg-plant-01": [
      "+ 10-kairos-operator: HelmRelease/flux-system/kairos-operator, Namespace/operator-system, OCIRepository/flux-system/kairos-operator",
      "+ 20-kube-vip: ClusterRole/kube-vip, ClusterRoleBinding/kube-vip, DaemonSet/kube-system/kube-vip, ServiceAccount/kube-system/kube-vip",
      "~ 30-cilium (spec.values): HelmRelease/flux-system/cilium",
      "~ 50-metrics (data.prometheus.yml): ConfigMap/observability/prometheus",
      "~ 50-metrics (restarts pods): StatefulSet/observability/prometheus",
      "+ 79-hosts: ClusterRole/flotilla-os-upgrade, ClusterRoleBinding/flotilla-os-upgrade, NodeOp/operator-system/os-4-0-3-*, NodeOp/operator-system/settings-*",
      "- 79-hosts: ConfigMap/flotilla-hosts/host-settings, DaemonSet/flotilla-hosts/host-settings, Namespace/flotilla-hosts",
      "+ hosts: dg-plant-01-a/cloud-config.yaml, dg-plant-01-b/cloud-config.yaml, dg-plant-01-c/cloud-config.yaml, dg-plant-01-d/cloud-config.yaml",
      "~ identity labels",
      "- provisioning: 23 objects",
      "~ reconcilers (spec.dependsOn): 79-hosts",
      "+ reconcilers: 10-kairos-operator, 20-kube-vip",
    ],
    "panji/guangdong/hub": ["- reconcilers: site-dg-plant-01"],
  },
  refusals: ["FLT-GUARD-007", "FLT-GUARD-020"],
});
evolution("The order of sites in their zone means nothing", {
  edit: (fleet) => [fleet.zone("shenzhen").sites.reverse(), fleet.zone("dongguan").sites.reverse()],
  plan: {},
});
evolution("The ring of a site, or of its zone, changes nothing that a cluster reads", {
  edit: (fleet) => [set(fleet.site("sz-kiosk-01"), { ring: "late" }), set(fleet.zone("dongguan"), { ring: "late" })],
  plan: {},
});
evolution("A label that no app selects changes nothing", {
  edit: (fleet) => set(fleet.site("sz-kiosk-01"), { labels: { customer: "metro", shop: "4" } }),
  plan: {},
});
evolution("A label by which an app leaves a cluster changes that cluster alone", {
  edit: (fleet) => set(fleet.site("dg-depot-01"), { labels: {} }),
  plan: {
    "panji/guangdong/dongguan/dg-depot-01": [
      "- 80-apps-retail: ConfigMap/retail/checkout, Deployment/retail/checkout, Service/retail/checkout",
      "- reconcilers: 80-apps-retail",
    ],
  },
});
evolution("A label by which an app leaves one of two nodes sites restarts it at the other one too", {
  from: (fleet) => fleet.zone("shenzhen").sites.push(nodes("sz-kiosk-02", "10.44.9", metro)),
  edit: (fleet) => set(fleet.site("sz-kiosk-02"), { labels: {} }),
  plan: { "panji/guangdong/hub": ["~ apps.retail.shenzhen (restarts pods): Deployment/retail/checkout-shenzhen"] },
});
evolution("Another virtual address of a living cluster is refused", {
  edit: (fleet) => set(fleet.site("dg-depot-01").network, { vip: "10.44.4.9" }),
  plan: {
    "panji/guangdong/dongguan/dg-depot-01": [
      "~ 20-kube-vip (restarts pods): DaemonSet/kube-system/kube-vip",
      "~ hosts: dg-depot-01-a/cloud-config.yaml, dg-depot-01-b/cloud-config.yaml, dg-depot-01-c/cloud-config.yaml, dg-depot-01-d/cloud-config.yaml",
    ],
  },
  refusals: ["FLT-GUARD-011"],
});
evolution("Another range of pods of a living cluster is refused", {
  edit: (fleet) => set(fleet.site("sz-mall-01").network, { pods: "10.245.0.0/16" }),
  plan: {
    "panji/guangdong/shenzhen/sz-mall-01": [
      "~ 30-cilium (spec.values): HelmRelease/flux-system/cilium",
      "~ hosts: sz-mall-01-a/cloud-config.yaml",
    ],
  },
  refusals: ["FLT-GUARD-011"],
});
