import { evolution } from "./evolve.ts";
import { type FleetData, set, take } from "./fleet.ts";
import { each } from "./plan.ts";

const fluxSites = [
  "panji/guangdong/dongguan/dg-depot-01",
  "panji/guangdong/dongguan/dg-plant-01",
  "panji/guangdong/shenzhen/sz-mall-01",
];
const argoClusters = ["panji/hunan/changsha/cs-mall-01", "panji/hunan/hub"];

/** What a namespace of a tenant is made of; under Flux the tenant's account is bound in it too. */
const underArgoCd = (name: string) =>
  `LimitRange/${name}/tenant, Namespace/${name}, NetworkPolicy/${name}/allow-needs, NetworkPolicy/${name}/default-deny, ResourceQuota/${name}/tenant, RoleBinding/${name}/tenant-owners`;
const underFlux = (name: string, tenant: string) =>
  underArgoCd(name).replace("RoleBinding/", `RoleBinding/${name}/flotilla-tenant-${tenant}, RoleBinding/`);

const addMedia = ({ fleet }: FleetData) =>
  fleet.tenants?.push({ name: "media", namespaces: ["media"], owners: ["media-team"] });

evolution("A tenant that comes gets its namespaces in every cluster, and nobody else sees it", {
  edit: addMedia,
  plan: {
    ...each(
      [...fluxSites, "panji/guangdong/hub"],
      `+ 50-tenants: ${underFlux("media", "media")}`,
      "+ delivery: ServiceAccount/flux-system/flotilla-tenant-media",
    ),
    ...each(
      argoClusters,
      `+ 50-tenants: ${underArgoCd("media")}`,
      "+ delivery: AppProject/argocd/flotilla-tenant-media",
    ),
  },
});
evolution("Policies at the API server that are switched off go, and nothing else does", {
  edit: (fleet) => set(fleet.region("hunan"), { parameters: { admission: "off" } }),
  plan: {
    ...each(argoClusters, "- 50-admission: 18 objects", "- reconcilers: 50-admission"),
  },
});
evolution("A tenant that goes in one step is refused: its namespaces would go with all data in every cluster", {
  from: addMedia,
  edit: ({ fleet }) => take(fleet.tenants, "media"),
  plan: {
    ...each(
      [...fluxSites, "panji/guangdong/hub"],
      `- 50-tenants: ${underFlux("media", "media")}`,
      "- delivery: ServiceAccount/flux-system/flotilla-tenant-media",
    ),
    ...each(
      argoClusters,
      `- 50-tenants: ${underArgoCd("media")}`,
      "- delivery: AppProject/argocd/flotilla-tenant-media",
    ),
  },
  refusals: ["FLT-GUARD-020"],
});
const everyCluster = [...fluxSites, "panji/guangdong/hub", ...argoClusters];
evolution("A tenant that retires loses its apps, and its namespaces stay and say so", {
  edit: (fleet) => set(fleet.tenant("telco"), { state: "retired" }),
  plan: {
    ...each(everyCluster, "~ 50-tenants (metadata.labels): Namespace/telco"),
    ...each(
      fluxSites,
      "~ 50-tenants (metadata.labels): Namespace/telco",
      "- 80-apps-telco: ConfigMap/telco/metering, Deployment/telco/metering, Service/telco/metering",
      "- reconcilers: 80-apps-telco",
    ),
    "panji/guangdong/dongguan/dg-plant-01": [
      "~ 50-tenants (metadata.labels): Namespace/telco",
      "- 80-apps-telco: ConfigMap/telco/metering, Deployment/telco/metering, Service/telco/metering",
      "- reconcilers: 80-apps-telco",
      // Nobody waits for it any more.
      "~ reconcilers (spec.wait): 50-tenants",
    ],
    "panji/guangdong/hub": [
      "~ 50-tenants (metadata.labels): Namespace/telco",
      "- apps.telco.shenzhen: ConfigMap/telco/metering-shenzhen, Deployment/telco/metering-shenzhen, Service/telco/metering-shenzhen",
      "- reconcilers: apps.telco.shenzhen",
    ],
  },
});
evolution("A retired tenant goes with its namespaces, by a change of its own", {
  from: (fleet) => {
    addMedia(fleet);
    set(fleet.tenant("media"), { state: "retired" });
  },
  edit: ({ fleet }) => take(fleet.tenants, "media"),
  plan: {
    ...each(
      [...fluxSites, "panji/guangdong/hub"],
      `- 50-tenants: ${underFlux("media", "media")}`,
      "- delivery: ServiceAccount/flux-system/flotilla-tenant-media",
    ),
    ...each(
      argoClusters,
      `- 50-tenants: ${underArgoCd("media")}`,
      "- delivery: AppProject/argocd/flotilla-tenant-media",
    ),
  },
});
evolution("The order of tenants in their file means nothing", {
  edit: ({ fleet }) => fleet.tenants?.reverse(),
  plan: {},
});
evolution("Another namespace of a tenant comes beside the first", {
  edit: (fleet) => fleet.tenant("telco").namespaces.push("telco-lab"),
  plan: {
    ...each([...fluxSites, "panji/guangdong/hub"], `+ 50-tenants: ${underFlux("telco-lab", "telco")}`),
    ...each(
      argoClusters,
      `+ 50-tenants: ${underArgoCd("telco-lab")}`,
      "~ delivery (spec.destinations): AppProject/argocd/flotilla-tenant-telco",
    ),
  },
});
evolution("A namespace that is renamed in one step is refused: all that is in it would go", {
  edit: (fleet) => set(fleet.tenant("telco"), { namespaces: ["masts"] }),
  plan: {
    ...each(
      fluxSites,
      `+ 50-tenants: ${underFlux("masts", "telco")}`,
      `- 50-tenants: ${underFlux("telco", "telco")}`,
      "+ 80-apps-telco: ConfigMap/masts/metering, Deployment/masts/metering, Service/masts/metering",
      "- 80-apps-telco: ConfigMap/telco/metering, Deployment/telco/metering, Service/telco/metering",
      "~ reconcilers (spec.targetNamespace): 80-apps-telco",
    ),
    "panji/guangdong/hub": [
      `+ 50-tenants: ${underFlux("masts", "telco")}`,
      `- 50-tenants: ${underFlux("telco", "telco")}`,
      "+ apps.telco.shenzhen: ConfigMap/masts/metering-shenzhen, Deployment/masts/metering-shenzhen, Service/masts/metering-shenzhen",
      "- apps.telco.shenzhen: ConfigMap/telco/metering-shenzhen, Deployment/telco/metering-shenzhen, Service/telco/metering-shenzhen",
      "~ reconcilers (spec.targetNamespace): apps.telco.shenzhen",
    ],
    ...each(
      argoClusters,
      `+ 50-tenants: ${underArgoCd("masts")}`,
      `- 50-tenants: ${underArgoCd("telco")}`,
      "~ delivery (spec.destinations): AppProject/argocd/flotilla-tenant-telco",
    ),
  },
  refusals: ["FLT-GUARD-020"],
});
const moving = (fleet: FleetData) =>
  set(fleet.tenant("telco"), { namespaces: ["masts", "telco"], retiredNamespaces: ["telco"] });
evolution("Apps leave a namespace that retires for one that stays, and the old one keeps its data", {
  from: (fleet) => set(fleet.tenant("telco"), { namespaces: ["telco", "masts"] }),
  edit: (fleet) => set(fleet.tenant("telco"), { retiredNamespaces: ["telco"] }),
  plan: {
    ...each(
      fluxSites,
      "~ 50-tenants (metadata.labels): Namespace/telco",
      "+ 80-apps-telco: ConfigMap/masts/metering, Deployment/masts/metering, Service/masts/metering",
      "- 80-apps-telco: ConfigMap/telco/metering, Deployment/telco/metering, Service/telco/metering",
      "~ reconcilers (spec.targetNamespace): 80-apps-telco",
    ),
    "panji/guangdong/hub": [
      "~ 50-tenants (metadata.labels): Namespace/telco",
      "+ apps.telco.shenzhen: ConfigMap/masts/metering-shenzhen, Deployment/masts/metering-shenzhen, Service/masts/metering-shenzhen",
      "- apps.telco.shenzhen: ConfigMap/telco/metering-shenzhen, Deployment/telco/metering-shenzhen, Service/telco/metering-shenzhen",
      "~ reconcilers (spec.targetNamespace): apps.telco.shenzhen",
    ],
    ...each(argoClusters, "~ 50-tenants (metadata.labels): Namespace/telco"),
  },
});
evolution("A retired namespace goes by a change of its own, and no app sees it", {
  from: moving,
  edit: (fleet) => set(fleet.tenant("telco"), { namespaces: ["masts"], retiredNamespaces: [] }),
  plan: {
    ...each([...fluxSites, "panji/guangdong/hub"], `- 50-tenants: ${underFlux("telco", "telco")}`),
    ...each(
      argoClusters,
      `- 50-tenants: ${underArgoCd("telco")}`,
      "~ delivery (spec.destinations): AppProject/argocd/flotilla-tenant-telco",
    ),
  },
});
evolution("More retired namespaces than the budget are refused in one change", {
  from: (fleet) =>
    set(fleet.tenant("telco"), { namespaces: ["telco", "old-1", "old-2"], retiredNamespaces: ["old-1", "old-2"] }),
  edit: (fleet) => set(fleet.tenant("telco"), { namespaces: ["telco"], retiredNamespaces: [] }),
  plan: {
    ...each([...fluxSites, "panji/guangdong/hub"], "- 50-tenants: 14 objects"),
    ...each(
      argoClusters,
      "- 50-tenants: 12 objects",
      "~ delivery (spec.destinations): AppProject/argocd/flotilla-tenant-telco",
    ),
  },
  refusals: ["FLT-GUARD-024"],
});
evolution("Apps follow the first namespace of their tenant, so its order moves them", {
  from: (fleet) => fleet.tenant("telco").namespaces.push("telco-lab"),
  edit: (fleet) => fleet.tenant("telco").namespaces.reverse(),
  plan: {
    ...each(
      fluxSites,
      "+ 80-apps-telco: ConfigMap/telco-lab/metering, Deployment/telco-lab/metering, Service/telco-lab/metering",
      "- 80-apps-telco: ConfigMap/telco/metering, Deployment/telco/metering, Service/telco/metering",
      "~ reconcilers (spec.targetNamespace): 80-apps-telco",
    ),
    "panji/guangdong/hub": [
      "+ apps.telco.shenzhen: ConfigMap/telco-lab/metering-shenzhen, Deployment/telco-lab/metering-shenzhen, Service/telco-lab/metering-shenzhen",
      "- apps.telco.shenzhen: ConfigMap/telco/metering-shenzhen, Deployment/telco/metering-shenzhen, Service/telco/metering-shenzhen",
      "~ reconcilers (spec.targetNamespace): apps.telco.shenzhen",
    ],
    ...each(argoClusters, "~ delivery (spec.destinations): AppProject/argocd/flotilla-tenant-telco"),
  },
});
evolution("Another owner of a tenant changes who may work in its namespaces", {
  edit: (fleet) => fleet.tenant("telco").owners.push("night-shift"),
  plan: {
    ...each(
      [...fluxSites, "panji/guangdong/hub", ...argoClusters],
      // By which policies at the API server know the tenant's people.
      "~ 50-tenants (metadata.annotations): Namespace/telco",
      "~ 50-tenants (subjects): RoleBinding/telco/tenant-owners",
    ),
  },
});
evolution("A renamed tenant moves its apps to a reconciler of the new name, which is refused", {
  // Its people are the same, so nobody gets what was others'.
  refusals: ["FLT-GUARD-009"],
  edit: (fleet) => [set(fleet.tenant("telco"), { name: "masts" }), set(fleet.app("metering"), { tenant: "masts" })],
  plan: {
    ...each(
      fluxSites,
      "~ 50-tenants (metadata.labels): Namespace/telco",
      "+ 50-tenants: RoleBinding/telco/flotilla-tenant-masts",
      "- 50-tenants: RoleBinding/telco/flotilla-tenant-telco",
      "+ 80-apps-masts: ConfigMap/telco/metering, Deployment/telco/metering, Service/telco/metering",
      "- 80-apps-telco: ConfigMap/telco/metering, Deployment/telco/metering, Service/telco/metering",
      "+ delivery: ServiceAccount/flux-system/flotilla-tenant-masts",
      "- delivery: ServiceAccount/flux-system/flotilla-tenant-telco",
      "+ reconcilers: 80-apps-masts",
      "- reconcilers: 80-apps-telco",
    ),
    "panji/guangdong/hub": [
      "~ 50-tenants (metadata.labels): Namespace/telco",
      "+ 50-tenants: RoleBinding/telco/flotilla-tenant-masts",
      "- 50-tenants: RoleBinding/telco/flotilla-tenant-telco",
      "+ apps.masts.shenzhen: ConfigMap/telco/metering-shenzhen, Deployment/telco/metering-shenzhen, Service/telco/metering-shenzhen",
      "- apps.telco.shenzhen: ConfigMap/telco/metering-shenzhen, Deployment/telco/metering-shenzhen, Service/telco/metering-shenzhen",
      "+ delivery: ServiceAccount/flux-system/flotilla-tenant-masts",
      "- delivery: ServiceAccount/flux-system/flotilla-tenant-telco",
      "+ reconcilers: apps.masts.shenzhen",
      "- reconcilers: apps.telco.shenzhen",
    ],
    ...each(
      argoClusters,
      "~ 50-tenants (metadata.labels): Namespace/telco",
      "+ delivery: AppProject/argocd/flotilla-tenant-masts",
      "- delivery: AppProject/argocd/flotilla-tenant-telco",
    ),
  },
});
