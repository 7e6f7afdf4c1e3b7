import { expect, test } from "vitest";
import { app, nodes, zone } from "./entries.ts";
import { evolution, evolve, refusalsOf } from "./evolve.ts";
import { type FleetData, set, take } from "./fleet.ts";
import { each } from "./plan.ts";

const profile = "edge-openyurt@1.0.0";

/** Dongguan has two sites of OpenYurt, and an app in its pool and in that of each zone named besides. */
function inPools(fleet: FleetData, ...others: readonly string[]): void {
  const { zones, apps } = fleet;
  const dongguan = zones.findIndex((each) => each.zone === "dongguan");
  zones[dongguan] = zone("guangdong", "dongguan", [
    nodes("dg-mall-01", "10.44.5", { profile }),
    nodes("dg-mall-02", "10.44.6", { profile }),
  ]);
  apps.push(app("retail", "queue", { placement: "openyurt", select: { zones: ["dongguan", ...others] } }));
}

const foshan = ({ zones }: FleetData) =>
  zones.push(zone("guangdong", "foshan", [nodes("fs-mall-01", "10.44.9", { profile })]));

evolution("A zone of OpenYurt that comes is one more pool, and one more name in its apps", {
  from: (fleet) => inPools(fleet, "foshan"),
  edit: foshan,
  plan: {
    "panji/guangdong/foshan": ["+ everything"],
    "panji/guangdong/foshan/fs-mall-01": ["+ everything"],
    "panji/guangdong/hub": [
      "~ 50-tenants (spec.hard): ResourceQuota/retail/tenant, ResourceQuota/telco/tenant",
      "~ 80-apps-retail (spec.pools): YurtAppSet/retail/queue",
      "+ 80-node-pools: NodePool/foshan",
      "+ apps.retail.foshan: ConfigMap/retail/queue-foshan",
      "+ apps.telco.foshan: ConfigMap/telco/metering-foshan, Deployment/telco/metering-foshan, Service/telco/metering-foshan",
      "+ reconcilers: apps.retail.foshan, apps.telco.foshan",
    ],
  },
});
evolution("A site that comes into a pool changes nothing but the files by which it joins", {
  from: (fleet) => inPools(fleet),
  edit: (fleet) => fleet.zone("dongguan").sites.push(nodes("dg-mall-03", "10.44.7", { profile })),
  plan: {
    "panji/guangdong/dongguan": ["~ operator: openyurt-join/dongguan.sh"],
    "panji/guangdong/dongguan/dg-mall-03": ["+ everything"],
    "panji/guangdong/hub": ["~ 50-tenants (spec.hard): ResourceQuota/retail/tenant, ResourceQuota/telco/tenant"],
  },
});
evolution("A site that retires leaves its pool as it is, as long as another one lives", {
  from: (fleet) => inPools(fleet),
  edit: (fleet) => set(fleet.site("dg-mall-01"), { state: "retired" }),
  plan: {
    "panji/guangdong/dongguan": ["~ operator: openyurt-join/dongguan.sh"],
    "panji/guangdong/dongguan/dg-mall-01": ["- everything"],
  },
});
evolution("The last site of a pool that retires takes the protection away", {
  from: (fleet) => [inPools(fleet), take(fleet.zone("dongguan").sites, "dg-mall-02")],
  edit: (fleet) => set(fleet.site("dg-mall-01"), { state: "retired" }),
  plan: {
    "panji/guangdong/dongguan": ["- everything"],
    "panji/guangdong/dongguan/dg-mall-01": ["- everything"],
    "panji/guangdong/hub": [
      "- 80-apps-retail: Service/retail/queue, YurtAppSet/retail/queue",
      "~ 80-node-pools (metadata.annotations): NodePool/dongguan",
      "- apps.retail.dongguan: ConfigMap/retail/queue-dongguan",
      "- apps.telco.dongguan: ConfigMap/telco/metering-dongguan, Deployment/telco/metering-dongguan, Service/telco/metering-dongguan",
      "- reconcilers: 80-apps-retail, apps.retail.dongguan, apps.telco.dongguan",
    ],
  },
});
evolution("A pool goes with its retired sites", {
  from: (fleet) => [
    inPools(fleet, "foshan"),
    take(fleet.zone("dongguan").sites, "dg-mall-02"),
    set(fleet.site("dg-mall-01"), { state: "retired" }),
    foshan(fleet),
  ],
  edit: (fleet) => take(fleet.zone("dongguan").sites, "dg-mall-01"),
  plan: {
    "panji/guangdong/hub": [
      "~ 50-tenants (spec.hard): ResourceQuota/retail/tenant, ResourceQuota/telco/tenant",
      "- 80-node-pools: NodePool/dongguan",
    ],
  },
});
evolution("A zone of OpenYurt under another name is another pool, which is refused", {
  from: (fleet) => inPools(fleet),
  edit: (fleet) => set(fleet.zone("dongguan"), { zone: "dongguan-city" }),
  plan: {
    "panji/guangdong/dongguan": ["- everything"],
    "panji/guangdong/dongguan-city": ["+ everything"],
    ...each(["panji/guangdong/dongguan-city/dg-mall-01", "panji/guangdong/dongguan-city/dg-mall-02"], "+ everything"),
    "panji/guangdong/hub": [
      "- 80-apps-retail: Service/retail/queue, YurtAppSet/retail/queue",
      "- 80-node-pools: NodePool/dongguan",
      "+ 80-node-pools: NodePool/dongguan-city",
      "- apps.retail.dongguan: ConfigMap/retail/queue-dongguan",
      "+ apps.telco.dongguan-city: ConfigMap/telco/metering-dongguan-city, Deployment/telco/metering-dongguan-city, Service/telco/metering-dongguan-city",
      "- apps.telco.dongguan: ConfigMap/telco/metering-dongguan, Deployment/telco/metering-dongguan, Service/telco/metering-dongguan",
      "- reconcilers: 80-apps-retail, apps.retail.dongguan, apps.telco.dongguan",
      "+ reconcilers: apps.telco.dongguan-city",
    ],
  },
  refusals: ["FLT-GUARD-004"],
  findings: ["FLT-HIER-010"],
});
evolution("A difference in one zone changes the set of all pools", {
  from: (fleet) => [inPools(fleet, "foshan"), foshan(fleet)],
  edit: (fleet) => set(fleet.app("queue"), { zones: { foshan: { replicas: 2 } } }),
  plan: { "panji/guangdong/hub": ["~ 80-apps-retail (spec.workload): YurtAppSet/retail/queue"] },
});
evolution("An app that leaves a zone", {
  from: (fleet) => [inPools(fleet, "foshan"), foshan(fleet)],
  edit: (fleet) => set(fleet.app("queue"), { select: { zones: ["dongguan"] } }),
  plan: {
    "panji/guangdong/hub": [
      "~ 80-apps-retail (spec.pools): YurtAppSet/retail/queue",
      "- apps.retail.foshan: ConfigMap/retail/queue-foshan",
      "- reconcilers: apps.retail.foshan",
    ],
  },
});

const labelled = { nodeLabels: { "panji.example/line": "thin" } };

evolution(
  "A label of a zone of OpenYurt reaches nodes that are there by their pool, and those that join by their files",
  {
    from: (fleet) => inPools(fleet),
    edit: (fleet) => set(fleet.zone("dongguan"), labelled),
    plan: {
      "panji/guangdong/dongguan/dg-mall-01": ["~ hosts: dg-mall-01-a/kubeadm-join.yaml"],
      "panji/guangdong/dongguan/dg-mall-02": ["~ hosts: dg-mall-02-a/kubeadm-join.yaml"],
      "panji/guangdong/hub": ["~ 80-node-pools (spec.labels): NodePool/dongguan"],
    },
  },
);
evolution("A label of one site stays with its servers, and the pool brings that of the zone to none of them", {
  from: (fleet) => [inPools(fleet), set(fleet.zone("dongguan"), labelled)],
  edit: (fleet) => set(fleet.site("dg-mall-01"), { nodeLabels: { "panji.example/line": "fibre" } }),
  plan: {
    "panji/guangdong/dongguan/dg-mall-01": ["~ hosts: dg-mall-01-a/kubeadm-join.yaml"],
    "panji/guangdong/hub": ["~ 80-node-pools (spec.labels): NodePool/dongguan"],
  },
});
evolution("The label that puts servers into their pool cannot be given by a file", {
  from: (fleet) => inPools(fleet),
  edit: (fleet) => set(fleet.zone("dongguan"), { nodeLabels: { "apps.openyurt.io/nodepool": "foshan" } }),
  plan: {
    "panji/guangdong/dongguan/dg-mall-01": ["~ hosts: dg-mall-01-a/kubeadm-join.yaml"],
    "panji/guangdong/dongguan/dg-mall-02": ["~ hosts: dg-mall-02-a/kubeadm-join.yaml"],
    "panji/guangdong/hub": ["~ 80-node-pools (spec.labels): NodePool/dongguan"],
  },
  findings: ["FLT-HIER-023"],
});
test.each([
  ["the centre's", { parent: "centre" }, "FLT-GUARD-011"],
  ["another runtime's", { profile: "edge-kubeedge@1.0.0" }, "FLT-GUARD-007"],
  ["a cluster of their own", { kind: "cluster", profile: "edge-k3s@1.0.0" }, "FLT-GUARD-006"],
] as const)("Servers of a pool do not become %s without leaving it first", (_, fields, refusal) => {
  const edit = (fleet: FleetData) => set(fleet.site("dg-mall-01"), fields);
  const [before, after] = evolve({ from: (fleet) => inPools(fleet), edit });
  expect(refusalsOf(before, after)).toContain(refusal);
});
