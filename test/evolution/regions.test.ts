import { cluster, region, zone } from "./entries.ts";
import { evolution } from "./evolve.ts";
import { type FleetData, set, take } from "./fleet.ts";
import { each } from "./plan.ts";

const only = (name: "guangdong" | "hunan") => (fleet: FleetData) => [
  set(fleet.fleet, { hierarchy: { regions: 1, maxSitesPerRegion: 20 } }),
  take(fleet.regions, name === "hunan" ? "guangdong" : "hunan"),
  fleet.zones.splice(name === "hunan" ? 0 : 2, name === "hunan" ? 2 : 1),
  fleet.apps.splice(0),
];

evolution("A region that comes is a repository of its own and a line in the centre's index", {
  edit: (fleet) => [
    set(fleet.fleet, { hierarchy: { regions: 3, maxSitesPerRegion: 20 } }),
    fleet.regions.push(region("hubei", "42")),
    fleet.zones.push(zone("hubei", "wuhan", [cluster("wh-mall-01", "10.42.1")])),
  ],
  plan: {
    "panji/centre": ["~ 50-region-index (data.hubei.json): ConfigMap/flotilla-system/regions"],
    ...each(["panji/hubei/hub", "panji/hubei/wuhan/wh-mall-01"], "+ everything"),
  },
});
evolution("A region that goes in one step is refused: nobody would write its repository any more", {
  from: ({ apps }) => apps.splice(0),
  edit: only("guangdong"),
  plan: {
    "panji/centre": ["~ 50-region-index (data.hunan.json): ConfigMap/flotilla-system/regions"],
    ...each(
      [
        "panji/hunan/changsha",
        "panji/hunan/changsha/cs-kiosk-01",
        "panji/hunan/changsha/cs-mall-01",
        "panji/hunan/hub",
      ],
      "- everything",
    ),
  },
  refusals: ["FLT-GUARD-022"],
});
const retireHunan = (fleet: FleetData) => {
  set(fleet.region("hunan"), { state: "retired" });
  set(fleet.zone("changsha"), { sites: [] });
};
evolution("The last sites of a region that retires go with that change, and its hub stays", {
  from: (fleet) => {
    fleet.apps.splice(0);
    for (const name of ["cs-mall-01", "cs-kiosk-01"]) set(fleet.site(name), { state: "retired" });
    set(fleet.fleet, { allowDelete: 1 });
  },
  edit: retireHunan,
  plan: {
    "panji/hunan/changsha/cs-kiosk-01": ["- everything"],
    "panji/hunan/changsha/cs-mall-01": ["- everything"],
    "panji/hunan/hub": [
      "- 70-kubeedge: Application/argocd/cloudcore, ClusterRole/cloudcore-completed, ExternalSecret/kubeedge/cloudcore, Namespace/kubeedge",
      "~ delivery (spec.sourceRepos): AppProject/argocd/flotilla-platform",
      "~ reconcilers (metadata.annotations): 50-cluster-api, 50-tenants",
      "- reconcilers: 70-kubeedge, site-cs-kiosk-01",
    ],
  },
});
evolution("A retired region goes by a change of its own, and only the centre hears of it", {
  from: (fleet) => {
    fleet.apps.splice(0);
    retireHunan(fleet);
  },
  edit: only("guangdong"),
  plan: {
    "panji/centre": ["~ 50-region-index (data.hunan.json): ConfigMap/flotilla-system/regions"],
    "panji/hunan/hub": ["- everything"],
  },
});
evolution("A retired region with sites is found before anything is published", {
  edit: (fleet) => set(fleet.region("hunan"), { state: "retired" }),
  plan: {},
  findings: ["FLT-GUARD-023"],
});
evolution("A renamed region is refused: to its clusters it is another repository", {
  from: only("hunan"),
  edit: (fleet) => [
    set(fleet.region("hunan"), { name: "hunan-xi" }),
    set(fleet.zone("changsha"), { region: "hunan-xi" }),
  ],
  plan: {
    "panji/centre": ["~ 50-region-index (data.hunan-xi.json; data.hunan.json): ConfigMap/flotilla-system/regions"],
    ...each(
      [
        "panji/hunan-xi/changsha",
        "panji/hunan-xi/changsha/cs-kiosk-01",
        "panji/hunan-xi/changsha/cs-mall-01",
        "panji/hunan-xi/hub",
      ],
      "+ everything",
    ),
    ...each(
      [
        "panji/hunan/changsha",
        "panji/hunan/changsha/cs-kiosk-01",
        "panji/hunan/changsha/cs-mall-01",
        "panji/hunan/hub",
      ],
      "- everything",
    ),
  },
  refusals: ["FLT-GUARD-022"],
});
evolution("Another delivery engine of a living region is refused: it exchanges every reconciler", {
  from: only("hunan"),
  edit: (fleet) => set(fleet.region("hunan"), { delivery: "flux" }),
  plan: {
    "panji/centre": ["~ 50-region-index (data.hunan.json): ConfigMap/flotilla-system/regions"],
    "panji/hunan/changsha/cs-mall-01": [
      "- 10-kairos-operator: Application/argocd/kairos-operator",
      "+ 10-kairos-operator: HelmRelease/flux-system/kairos-operator, OCIRepository/flux-system/kairos-operator",
      "- 30-cilium: Application/argocd/cilium",
      "+ 30-cilium: HelmRelease/flux-system/cilium, OCIRepository/flux-system/cilium",
      "+ 50-tenants: RoleBinding/retail/flotilla-tenant-retail, RoleBinding/telco/flotilla-tenant-telco",
      "- delivery: AppProject/argocd/flotilla-platform, AppProject/argocd/flotilla-tenant-retail, AppProject/argocd/flotilla-tenant-telco, Namespace/argocd",
      "+ delivery: ClusterRoleBinding/flotilla-platform, GitRepository/flux-system/flotilla, HelmRelease/flux-system/flux, Namespace/flux-system, OCIRepository/flux-system/flux, ServiceAccount/flux-system/flotilla-platform, ServiceAccount/flux-system/flotilla-tenant-retail, ServiceAccount/flux-system/flotilla-tenant-telco",
      "~ hosts: cs-mall-01-a/cloud-config.yaml",
      "- reconcilers: 10-kairos-operator, 20-facts, 20-kube-vip, 30-cilium, 40-local-path, 50-admission, 50-logs, 50-metrics, 50-tenants, 79-hosts, argocd, flotilla",
      "+ reconcilers: 10-kairos-operator, 20-facts, 20-kube-vip, 30-cilium, 40-local-path, 50-admission, 50-logs, 50-metrics, 50-tenants, 79-hosts, flotilla",
    ],
    "panji/hunan/hub": [
      "- 20-cert-manager: Application/argocd/cert-manager",
      "+ 20-cert-manager: HelmRelease/flux-system/cert-manager, OCIRepository/flux-system/cert-manager",
      "- 20-external-secrets: Application/argocd/external-secrets",
      "+ 20-external-secrets: HelmRelease/flux-system/external-secrets, OCIRepository/flux-system/external-secrets",
      "- 20-cluster-api-operator: Application/argocd/cluster-api-operator",
      "+ 20-cluster-api-operator: HelmRelease/flux-system/cluster-api-operator, OCIRepository/flux-system/cluster-api-operator",
      "- 50-logs: Application/argocd/victoria-logs",
      "+ 50-logs: HelmRelease/flux-system/victoria-logs, OCIRepository/flux-system/victoria-logs",
      "+ 50-tenants: RoleBinding/retail/flotilla-tenant-retail, RoleBinding/telco/flotilla-tenant-telco",
      "- 70-kubeedge: Application/argocd/cloudcore",
      "+ 70-kubeedge: GitRepository/flux-system/cloudcore, HelmRelease/flux-system/cloudcore",
      "- delivery: AppProject/argocd/flotilla-platform, AppProject/argocd/flotilla-tenant-retail, AppProject/argocd/flotilla-tenant-telco, Namespace/argocd",
      "+ delivery: ClusterRoleBinding/flotilla-platform, GitRepository/flux-system/flotilla, HelmRelease/flux-system/flux, Namespace/flux-system, OCIRepository/flux-system/flux, ServiceAccount/flux-system/flotilla-platform, ServiceAccount/flux-system/flotilla-tenant-retail, ServiceAccount/flux-system/flotilla-tenant-telco",
      "- reconcilers: 20-cert-manager, 20-cluster-api-operator, 20-external-secrets, 20-facts, 50-admission, 50-cluster-api, 50-logs, 50-metrics, 50-tenants, 70-kubeedge, argocd, flotilla, site-cs-kiosk-01",
      "+ reconcilers: 20-cert-manager, 20-cluster-api-operator, 20-external-secrets, 20-facts, 50-admission, 50-cluster-api, 50-logs, 50-metrics, 50-tenants, 70-kubeedge, flotilla, site-cs-kiosk-01",
    ],
  },
  refusals: ["FLT-GUARD-011", "FLT-GUARD-020", "FLT-GUARD-024"],
});
evolution(
  "Another address of a hub is refused where edge nodes look for it, and goes to all others that report to it",
  {
    edit: (fleet) => set(fleet.region("hunan").hub as object, { endpoint: "https://hub2.hunan.panji.example:6443" }),
    plan: {
      "panji/centre": ["~ 50-region-index (data.hunan.json): ConfigMap/flotilla-system/regions"],
      "panji/hunan/changsha": ["~ operator: keadm-batch/changsha.yaml"],
      "panji/hunan/changsha/cs-kiosk-01": ["~ hosts: cs-kiosk-01-a/edgecore.yaml"],
      "panji/hunan/changsha/cs-mall-01": [
        "~ 50-logs (data.vector.yaml): ConfigMap/observability/vector",
        "~ 50-logs (restarts pods): DaemonSet/observability/vector",
        "~ 50-metrics (data.prometheus.yml): ConfigMap/observability/prometheus",
        "~ 50-metrics (restarts pods): StatefulSet/observability/prometheus",
      ],
      "panji/hunan/hub": [
        "~ 50-logs (data.vector.yaml): ConfigMap/observability/vector",
        "~ 50-logs (restarts pods): DaemonSet/observability/vector",
        "~ 70-kubeedge (spec.source): Application/argocd/cloudcore",
      ],
    },
    refusals: ["FLT-GUARD-011"],
  },
);
evolution("Number and supernet of a region are checked and written nowhere", {
  edit: (fleet) => set(fleet.region("hunan"), { network: { supernet: "10.42.0.0/15", asn: 64999 } }),
  plan: {},
});
evolution("Another time zone of a region reaches Metal3 servers that run, and others when they are installed again", {
  edit: (fleet) => set(fleet.region("guangdong"), { timezone: "Asia/Urumqi" }),
  plan: {
    "panji/guangdong/dongguan/dg-depot-01": [
      "~ hosts: dg-depot-01-a/cloud-config.yaml, dg-depot-01-b/cloud-config.yaml, dg-depot-01-c/cloud-config.yaml, dg-depot-01-d/cloud-config.yaml",
    ],
    "panji/guangdong/dongguan/dg-plant-01": [
      "~ 79-hosts (data.timezone): ConfigMap/flotilla-hosts/host-settings",
      "~ provisioning (metadata.annotations): BareMetalHost/site-dg-plant-01/dg-plant-01-a, BareMetalHost/site-dg-plant-01/dg-plant-01-b, BareMetalHost/site-dg-plant-01/dg-plant-01-c, BareMetalHost/site-dg-plant-01/dg-plant-01-d",
    ],
    "panji/guangdong/shenzhen/sz-mall-01": ["~ hosts: sz-mall-01-a/cloud-config.yaml"],
  },
});
evolution("Limits of the fleet are checked and written nowhere", {
  edit: ({ fleet }) => set(fleet, { hierarchy: { regions: 2, maxSitesPerRegion: 50 }, allowDelete: 1 }),
  plan: {},
});
evolution("Another first registry moves every image of the platform, and restarts what runs them", {
  from: only("hunan"),
  edit: ({ fleet }) => fleet.registries.unshift("mirror.panji.example"),
  plan: {
    "panji/centre": [
      "~ 20-external-secrets (spec.url): OCIRepository/flux-system/external-secrets",
      "~ 20-external-secrets (spec.values): HelmRelease/flux-system/external-secrets",
      "~ 50-metrics (restarts pods): StatefulSet/observability/prometheus",
      "~ delivery (spec.url): OCIRepository/flux-system/flux",
      "~ delivery (spec.values): HelmRelease/flux-system/flux",
    ],
    "panji/hunan/changsha": ["~ operator: keadm-batch/changsha.yaml"],
    "panji/hunan/changsha/cs-kiosk-01": ["~ hosts: cs-kiosk-01-a/edgecore.yaml"],
    "panji/hunan/changsha/cs-mall-01": [
      "~ 50-admission (spec.validations): ValidatingAdmissionPolicy/flotilla-images",
      "~ 10-kairos-operator (spec.source): Application/argocd/kairos-operator",
      "~ 20-kube-vip (restarts pods): DaemonSet/kube-system/kube-vip",
      "~ 30-cilium (spec.source): Application/argocd/cilium",
      "~ 40-local-path (data.helperPod.yaml): ConfigMap/local-path-storage/local-path-config",
      "~ 40-local-path (restarts pods): Deployment/local-path-storage/local-path-provisioner",
      "~ 50-logs (restarts pods): DaemonSet/observability/vector",
      "~ 50-metrics (restarts pods): StatefulSet/observability/prometheus",
      "~ 79-hosts (spec.image; spec.preflight): NodeOp/operator-system/os-4-0-3-*",
      "+ 79-hosts: NodeOp/operator-system/settings-*",
      "- 79-hosts: NodeOp/operator-system/settings-*",
      "~ delivery (spec.sourceRepos): AppProject/argocd/flotilla-platform",
      "~ hosts: cs-mall-01-a/cloud-config.yaml",
      "~ reconcilers (spec.source): argocd",
    ],
    "panji/hunan/hub": [
      "~ 50-admission (spec.validations): ValidatingAdmissionPolicy/flotilla-images",
      "~ 20-cert-manager (spec.source): Application/argocd/cert-manager",
      "~ 20-external-secrets (spec.source): Application/argocd/external-secrets",
      "~ 20-cluster-api-operator (spec.source): Application/argocd/cluster-api-operator",
      "~ 50-cluster-api (spec.deployment; spec.fetchConfig): BootstrapProvider/kubeadm-bootstrap-system/kubeadm, ControlPlaneProvider/kubeadm-control-plane-system/kubeadm, CoreProvider/capi-system/cluster-api, IPAMProvider/metal3-ipam-system/metal3, InfrastructureProvider/metal3-infrastructure-system/metal3",
      "~ 50-logs (restarts pods): DaemonSet/observability/vector, StatefulSet/observability/log-receiver",
      "~ 50-logs (spec.source): Application/argocd/victoria-logs",
      "~ 50-metrics (restarts pods): StatefulSet/observability/prometheus",
      "~ 70-kubeedge (spec.source): Application/argocd/cloudcore",
      "~ delivery (spec.sourceRepos): AppProject/argocd/flotilla-platform",
      "~ reconcilers (spec.source): argocd",
    ],
  },
});
evolution("Another home of the repositories changes where reconcilers read, and nothing that they apply", {
  from: only("hunan"),
  edit: ({ fleet }) => set(fleet, { repositories: "https://git2.panji.example/fleet" }),
  plan: {
    "panji/centre": [
      "~ 50-region-index (data.hunan.json): ConfigMap/flotilla-system/regions",
      "~ delivery (spec.url): GitRepository/flux-system/flotilla",
    ],
    "panji/hunan/changsha/cs-mall-01": [
      "~ delivery (spec.sourceRepos): AppProject/argocd/flotilla-platform, AppProject/argocd/flotilla-tenant-retail, AppProject/argocd/flotilla-tenant-telco",
      "~ hosts: cs-mall-01-a/cloud-config.yaml",
      "~ reconcilers (spec.source): 10-kairos-operator, 20-facts, 20-kube-vip, 30-cilium, 40-local-path, 50-admission, 50-logs, 50-metrics, 50-tenants, 79-hosts, flotilla",
    ],
    "panji/hunan/hub": [
      "~ 70-kubeedge (spec.source): Application/argocd/cloudcore",
      "~ delivery (spec.sourceRepos): AppProject/argocd/flotilla-platform, AppProject/argocd/flotilla-tenant-retail, AppProject/argocd/flotilla-tenant-telco",
      "~ reconcilers (spec.source): 20-cert-manager, 20-cluster-api-operator, 20-external-secrets, 20-facts, 50-admission, 50-cluster-api, 50-logs, 50-metrics, 50-tenants, 70-kubeedge, flotilla, site-cs-kiosk-01",
    ],
  },
});
evolution("Credentials of the repositories go to Flux alone", {
  edit: ({ fleet }) => set(fleet, { repositorySecret: "fleet-repositories" }),
  plan: {
    ...each(["panji/centre", "panji/guangdong/hub"], "~ delivery (spec.secretRef): GitRepository/flux-system/flotilla"),
    "panji/guangdong/dongguan/dg-depot-01": [
      "~ delivery (spec.secretRef): GitRepository/flux-system/flotilla",
      "~ hosts: dg-depot-01-a/cloud-config.yaml, dg-depot-01-b/cloud-config.yaml, dg-depot-01-c/cloud-config.yaml",
    ],
    "panji/guangdong/dongguan/dg-plant-01": [
      "~ delivery (spec.secretRef): GitRepository/flux-system/flotilla",
      "~ provisioning (data.first-agent.yaml): ConfigMap/site-dg-plant-01/first-agent",
    ],
    "panji/guangdong/shenzhen/sz-mall-01": [
      "~ delivery (spec.secretRef): GitRepository/flux-system/flotilla",
      "~ hosts: sz-mall-01-a/cloud-config.yaml",
    ],
  },
});
evolution("Another address of the centre goes to the hubs' metrics", {
  edit: ({ fleet }) => set(fleet.centre, { endpoint: "https://centre2.panji.example:6443" }),
  plan: {
    ...each(
      ["panji/guangdong/hub", "panji/hunan/hub"],
      "~ 50-metrics (data.prometheus.yml): ConfigMap/observability/prometheus",
      "~ 50-metrics (restarts pods): StatefulSet/observability/prometheus",
    ),
  },
});
