import { evolution } from "./evolve.ts";
import { type FleetData, set } from "./fleet.ts";

/** One region with a hub and edge nodes, so that a plan fits on a page. */
const edgeNodesAlone = (fleet: FleetData) => {
  fleet.apps.splice(0);
  for (const { sites } of fleet.zones) sites.splice(0, sites.length, ...sites.filter(({ kind }) => kind === "nodes"));
  const zones = fleet.zones.filter(({ sites }) => sites.length > 0);
  fleet.zones.splice(0, fleet.zones.length, ...zones);
};

const artifacts = "oci://registry.panji.example/fleet";

evolution("Where artifacts lie changes nothing as long as no region reads any", {
  from: edgeNodesAlone,
  edit: ({ fleet }) => set(fleet, { artifacts }),
  plan: {},
});

evolution("The long form of a delivery by Git is the same as its short form", {
  from: edgeNodesAlone,
  edit: (data) => set(data.region("guangdong"), { delivery: { engine: "flux", source: "git" } }),
  plan: {},
});

evolution("A region that reads artifacts from now on changes nothing but how it is read, and no reconciler its name", {
  from: edgeNodesAlone,
  edit: (data) => {
    set(data.fleet, { artifacts });
    set(data.region("guangdong"), { delivery: { engine: "flux", source: "oci" } });
  },
  plan: {
    "panji/guangdong/hub": [
      "~ delivery (spec.suspend): GitRepository/flux-system/flotilla",
      "+ delivery: OCIRepository/flux-system/flotilla, OCIRepository/flux-system/flotilla-platform, OCIRepository/flux-system/site-sz-kiosk-01",
      "~ reconcilers (spec.dependsOn; spec.sourceRef): 20-cert-manager, 20-cluster-api-operator, 20-external-secrets, 20-facts, site-sz-kiosk-01",
      "~ reconcilers (spec.sourceRef): 50-admission, 50-cluster-api, 50-logs, 50-metal3, 50-metrics, 50-tenants, 70-kubeedge, flotilla",
    ],
  },
});
