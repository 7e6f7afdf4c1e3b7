import { evolution } from "./evolve.ts";
import { type FleetData, set } from "./fleet.ts";
import { each } from "./plan.ts";

const underFlux = [
  "panji/guangdong/dongguan/dg-depot-01",
  "panji/guangdong/dongguan/dg-plant-01",
  "panji/guangdong/hub",
  "panji/guangdong/shenzhen/sz-mall-01",
];
const underArgoCd = ["panji/hunan/changsha/cs-mall-01", "panji/hunan/hub"];

const lab = (fleet: FleetData) => fleet.tenant("telco").namespaces.push("lab");
const give = (fleet: FleetData) => [
  set(fleet.tenant("telco"), { namespaces: ["telco"] }),
  fleet.tenant("retail").namespaces.push("lab"),
];
const given = {
  ...each(
    underFlux,
    "~ 50-tenants (metadata.annotations; metadata.labels): Namespace/lab",
    "+ 50-tenants: RoleBinding/lab/flotilla-tenant-retail",
    "- 50-tenants: RoleBinding/lab/flotilla-tenant-telco",
    "~ 50-tenants (subjects): RoleBinding/lab/tenant-owners",
  ),
  ...each(
    underArgoCd,
    "~ 50-tenants (metadata.annotations; metadata.labels): Namespace/lab",
    "~ 50-tenants (subjects): RoleBinding/lab/tenant-owners",
    "~ delivery (spec.destinations): AppProject/argocd/flotilla-tenant-retail, AppProject/argocd/flotilla-tenant-telco",
  ),
};
evolution("A namespace that goes to another tenant is refused: other people would have what is in it", {
  from: lab,
  edit: give,
  plan: given,
  refusals: ["FLT-GUARD-025"],
});
evolution("A namespace that is retired may be deleted, and is nobody else's for that", {
  from: (fleet) => [lab(fleet), set(fleet.tenant("telco"), { retiredNamespaces: ["lab"] })],
  edit: (fleet) => [set(fleet.tenant("telco"), { retiredNamespaces: [] }), give(fleet)],
  plan: given,
  refusals: ["FLT-GUARD-025"],
});
evolution("A namespace goes to another tenant when the change says so", {
  from: lab,
  edit: (fleet) => [give(fleet), set(fleet.tenant("retail"), { takesOver: [{ namespace: "lab", from: "telco" }] })],
  plan: given,
});
evolution("What a change says of another tenant's namespace counts for that tenant alone", {
  from: lab,
  edit: (fleet) => [give(fleet), set(fleet.tenant("retail"), { takesOver: [{ namespace: "lab", from: "media" }] })],
  plan: given,
  refusals: ["FLT-GUARD-025"],
});
evolution("A declaration that is taken back afterwards changes nothing", {
  from: (fleet) => [
    lab(fleet),
    give(fleet),
    set(fleet.tenant("retail"), { takesOver: [{ namespace: "lab", from: "telco" }] }),
  ],
  edit: (fleet) => set(fleet.tenant("retail"), { takesOver: [] }),
  plan: {},
});
