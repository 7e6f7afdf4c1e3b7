import { app } from "./entries.ts";
import { evolution } from "./evolve.ts";
import { type FleetData, set, take } from "./fleet.ts";

/** A centre that hands out, both hubs as members, and one app that runs on the edge nodes of both. */
function federated(fleet: FleetData): void {
  fleet.apps.splice(0);
  set(fleet.fleet.centre, { profile: "centre@1.1.0" });
  for (const name of ["guangdong", "hunan"]) member(fleet, name);
  fleet.apps.push(kiosk());
}

const ids: Readonly<Record<string, string>> = {
  guangdong: "7d2c0a5e-1f7b-4c1e-9a53-0c2f5b1d8e64",
  hunan: "b5a1f0c2-6c0e-4a3f-8d57-92e4c7a9301b",
};

function member(fleet: FleetData, name: string, state: "active" | "retired" = "active"): void {
  const region = fleet.region(name);
  if (!region.hub) throw new Error(`${name} has no hub`);
  set(region.hub, { federation: { clusterId: ids[name] ?? "", state } });
}

const kiosk = () =>
  app("retail", "kiosk", {
    ports: [],
    select: { zones: ["shenzhen", "changsha"], labels: { customer: "metro" } },
    federate: { regions: "all" },
    regions: { hunan: { replicas: 2, config: { LOG_LEVEL: "warn" } } },
  });

/** The change that takes the region out of the fleet's choice of an app at once. */
const leave = (fleet: FleetData) =>
  set(fleet.app("kiosk"), { select: { zones: ["shenzhen"], labels: { customer: "metro" } }, regions: {} });
const retireThere = (fleet: FleetData) =>
  set(fleet.app("kiosk"), { regions: { hunan: { ...kiosk().regions?.["hunan"], state: "retired" } } });

evolution("A hub becomes a member with an agent of its own, and nothing is handed out to it before an app says so", {
  from: (fleet) => {
    fleet.apps.splice(0);
    set(fleet.fleet.centre, { profile: "centre@1.1.0" });
    member(fleet, "guangdong");
  },
  edit: (fleet) => member(fleet, "hunan"),
  plan: {
    "panji/centre": [
      "+ 80-federation: Cluster/hunan, ClusterRole/karmada-agent-hunan, ClusterRoleBinding/karmada-agent-hunan, Namespace/karmada-es-hunan, Role/karmada-cluster/karmada-agent-hunan-lease, Role/karmada-es-hunan/karmada-agent-hunan, RoleBinding/karmada-cluster/karmada-agent-hunan-lease, RoleBinding/karmada-es-hunan/karmada-agent-hunan",
    ],
    "panji/hunan/hub": ["+ 80-karmada-agent: 10 objects", "+ reconcilers: 80-karmada-agent"],
  },
});
evolution("An app that the centre begins to hand out goes from the regions' repositories in the same change", {
  from: (fleet) => {
    federated(fleet);
    const { federate: _, ...own } = kiosk();
    fleet.apps.splice(0, 1, own);
  },
  edit: (fleet) => set(fleet.app("kiosk"), { federate: { regions: "all" } }),
  plan: {
    "panji/centre": ["+ 80-federated-retail: 11 objects", "+ reconcilers: 80-federated-retail"],
    "panji/guangdong/hub": [
      "- apps.retail.shenzhen: ConfigMap/retail/kiosk-shenzhen, Deployment/retail/kiosk-shenzhen",
      "- reconcilers: apps.retail.shenzhen",
    ],
    "panji/hunan/hub": [
      "- apps.retail.changsha: ConfigMap/retail/kiosk-changsha, Deployment/retail/kiosk-changsha",
      "- reconcilers: apps.retail.changsha",
    ],
  },
});
evolution("Another value in one region is another override of that region alone", {
  from: federated,
  edit: (fleet) => set(fleet.app("kiosk"), { regions: { hunan: { replicas: 3, config: { LOG_LEVEL: "warn" } } } }),
  plan: {
    "panji/centre": ["~ 80-federated-retail (spec.overrideRules): OverridePolicy/retail/deployment-kiosk-changsha"],
  },
});
evolution("A region that leaves an app is excluded first, and its overrides stay", {
  from: federated,
  edit: retireThere,
  plan: {
    "panji/centre": [
      "~ 80-federated-retail (spec.placement): PropagationPolicy/retail/configmap-kiosk-changsha, PropagationPolicy/retail/deployment-kiosk-changsha",
    ],
  },
});
evolution("Once it is excluded, its policies go with its objects", {
  from: (fleet) => [federated(fleet), retireThere(fleet)],
  edit: leave,
  plan: {
    "panji/centre": [
      "- 80-federated-retail: ConfigMap/retail/kiosk-changsha, Deployment/retail/kiosk-changsha, OverridePolicy/retail/configmap-kiosk-changsha, OverridePolicy/retail/deployment-kiosk-changsha, PropagationPolicy/retail/configmap-kiosk-changsha, PropagationPolicy/retail/deployment-kiosk-changsha",
    ],
  },
});
evolution("A region that leaves an app at once is refused: the app would lose its overrides before it goes", {
  from: federated,
  edit: leave,
  plan: {
    "panji/centre": [
      "- 80-federated-retail: ConfigMap/retail/kiosk-changsha, Deployment/retail/kiosk-changsha, OverridePolicy/retail/configmap-kiosk-changsha, OverridePolicy/retail/deployment-kiosk-changsha, PropagationPolicy/retail/configmap-kiosk-changsha, PropagationPolicy/retail/deployment-kiosk-changsha",
    ],
  },
  refusals: ["FLT-GUARD-020"],
});
evolution("One of two regions with a zone of one name leaves by the same two steps, and not at once", {
  from: (fleet) => [federated(fleet), oneName(fleet)],
  edit: (fleet) => set(fleet.app("kiosk"), { select: { regions: ["guangdong"], labels: { customer: "metro" } } }),
  plan: {
    "panji/centre": [
      "~ 80-federated-retail (spec.overrideRules): OverridePolicy/retail/deployment-kiosk-shenzhen",
      "~ 80-federated-retail (spec.placement): PropagationPolicy/retail/configmap-kiosk-shenzhen, PropagationPolicy/retail/deployment-kiosk-shenzhen",
      "- 80-federated-retail: OverridePolicy/retail/configmap-kiosk-shenzhen",
    ],
  },
  refusals: ["FLT-GUARD-012"],
  findings: ["FLT-HIER-012"],
});
evolution("An app that is retired is excluded everywhere with all its policies in place", {
  from: federated,
  edit: (fleet) => set(fleet.app("kiosk"), { state: "retired" }),
  plan: {
    "panji/centre": [
      "~ 80-federated-retail (spec.placement): PropagationPolicy/retail/configmap-kiosk-changsha, PropagationPolicy/retail/configmap-kiosk-shenzhen, PropagationPolicy/retail/deployment-kiosk-changsha, PropagationPolicy/retail/deployment-kiosk-shenzhen",
    ],
  },
});
evolution("A retired app goes by a change of its own", {
  from: (fleet) => [federated(fleet), set(fleet.app("kiosk"), { state: "retired" })],
  edit: ({ apps }) => take(apps, "kiosk"),
  plan: {
    "panji/centre": ["- 80-federated-retail: 11 objects", "- reconcilers: 80-federated-retail"],
  },
});
evolution("An app that is handed out and goes at once is refused", {
  from: federated,
  edit: ({ apps }) => take(apps, "kiosk"),
  plan: {
    "panji/centre": ["- 80-federated-retail: 11 objects", "- reconcilers: 80-federated-retail"],
  },
  refusals: ["FLT-GUARD-020"],
});
evolution("A member that retires loses its apps, and its Cluster and its agent stay", {
  from: federated,
  edit: (fleet) => member(fleet, "hunan", "retired"),
  plan: {
    "panji/centre": [
      "~ 80-federated-retail (spec.placement): PropagationPolicy/retail/configmap-kiosk-changsha, PropagationPolicy/retail/deployment-kiosk-changsha",
      "~ 80-federation (metadata.labels): Cluster/hunan, Namespace/karmada-es-hunan",
    ],
    "panji/hunan/hub": ["~ 80-karmada-agent (metadata.labels): Namespace/karmada-cluster, Namespace/karmada-system"],
  },
});
evolution("A retired member that no app names any more goes with its agent", {
  from: (fleet) => [federated(fleet), member(fleet, "hunan", "retired")],
  edit: (fleet) => [set(fleet.region("hunan"), { hub: hubWithout(fleet, "hunan") }), leave(fleet)],
  plan: {
    "panji/centre": [
      "- 80-federated-retail: ConfigMap/retail/kiosk-changsha, Deployment/retail/kiosk-changsha, OverridePolicy/retail/configmap-kiosk-changsha, OverridePolicy/retail/deployment-kiosk-changsha, PropagationPolicy/retail/configmap-kiosk-changsha, PropagationPolicy/retail/deployment-kiosk-changsha",
      "- 80-federation: Cluster/hunan, ClusterRole/karmada-agent-hunan, ClusterRoleBinding/karmada-agent-hunan, Namespace/karmada-es-hunan, Role/karmada-cluster/karmada-agent-hunan-lease, Role/karmada-es-hunan/karmada-agent-hunan, RoleBinding/karmada-cluster/karmada-agent-hunan-lease, RoleBinding/karmada-es-hunan/karmada-agent-hunan",
    ],
    "panji/hunan/hub": ["- 80-karmada-agent: 10 objects", "- reconcilers: 80-karmada-agent"],
  },
});
evolution("A member that goes at once is refused: with its Cluster goes all that it was handed out", {
  from: (fleet) => [federated(fleet), retireThere(fleet)],
  edit: (fleet) => [set(fleet.region("hunan"), { hub: hubWithout(fleet, "hunan") }), leave(fleet)],
  plan: {
    "panji/centre": [
      "- 80-federated-retail: ConfigMap/retail/kiosk-changsha, Deployment/retail/kiosk-changsha, OverridePolicy/retail/configmap-kiosk-changsha, OverridePolicy/retail/deployment-kiosk-changsha, PropagationPolicy/retail/configmap-kiosk-changsha, PropagationPolicy/retail/deployment-kiosk-changsha",
      "- 80-federation: Cluster/hunan, ClusterRole/karmada-agent-hunan, ClusterRoleBinding/karmada-agent-hunan, Namespace/karmada-es-hunan, Role/karmada-cluster/karmada-agent-hunan-lease, Role/karmada-es-hunan/karmada-agent-hunan, RoleBinding/karmada-cluster/karmada-agent-hunan-lease, RoleBinding/karmada-es-hunan/karmada-agent-hunan",
    ],
    "panji/hunan/hub": ["- 80-karmada-agent: 10 objects", "- reconcilers: 80-karmada-agent"],
  },
  refusals: ["FLT-GUARD-020"],
});
evolution("The last site of a zone that retires takes the zone out of the placement", {
  from: federated,
  edit: (fleet) => set(fleet.site("cs-kiosk-01"), { state: "retired" }),
  plan: {
    "panji/centre": [
      "~ 80-federated-retail (spec.placement): PropagationPolicy/retail/configmap-kiosk-changsha, PropagationPolicy/retail/deployment-kiosk-changsha",
    ],
    "panji/hunan/changsha": ["- everything"],
    "panji/hunan/changsha/cs-kiosk-01": [
      "- hosts: cs-kiosk-01-a/edgecore.yaml",
      "~ provisioning (metadata.annotations): NodeGroup/cs-kiosk-01",
    ],
  },
});

function hubWithout(fleet: FleetData, name: string) {
  const { federation: _, ...hub } = fleet.region(name).hub ?? { profile: "", endpoint: "" };
  return hub;
}

/** The zone of Hunan gets the name of the one in Guangdong. */
function oneName(fleet: FleetData): void {
  set(fleet.zone("changsha"), { zone: "shenzhen" });
  set(fleet.app("kiosk"), { select: { labels: { customer: "metro" }, regions: ["guangdong", "hunan"] } });
  set(fleet.site("dg-depot-01"), { labels: { customer: "depot" } });
}
