import type { SiteEntry } from "./entries.ts";
import { evolution } from "./evolve.ts";
import { set } from "./fleet.ts";
import { each } from "./plan.ts";

const storage = { parameters: { storage: "50Gi" } };

evolution("A parameter of the fleet reaches every cluster", {
  edit: ({ fleet }) => set(fleet, storage),
  plan: {
    ...each(
      [
        "panji/guangdong/dongguan/dg-depot-01",
        "panji/guangdong/dongguan/dg-plant-01",
        "panji/guangdong/shenzhen/sz-mall-01",
        "panji/hunan/changsha/cs-mall-01",
      ],
      "~ 50-tenants (spec.hard): ResourceQuota/retail/tenant, ResourceQuota/telco/tenant",
    ),
  },
});
evolution("A parameter of a region reaches its clusters alone", {
  edit: (fleet) => set(fleet.region("hunan"), storage),
  plan: {
    "panji/hunan/changsha/cs-mall-01": [
      "~ 50-tenants (spec.hard): ResourceQuota/retail/tenant, ResourceQuota/telco/tenant",
    ],
  },
});
evolution("A parameter of a zone reaches its clusters alone", {
  edit: (fleet) => set(fleet.zone("dongguan"), storage),
  plan: {
    ...each(
      ["panji/guangdong/dongguan/dg-depot-01", "panji/guangdong/dongguan/dg-plant-01"],
      "~ 50-tenants (spec.hard): ResourceQuota/retail/tenant, ResourceQuota/telco/tenant",
    ),
  },
});
evolution("A parameter of a site reaches it alone", {
  edit: (fleet) => set(fleet.site("dg-depot-01"), storage),
  plan: {
    "panji/guangdong/dongguan/dg-depot-01": [
      "~ 50-tenants (spec.hard): ResourceQuota/retail/tenant, ResourceQuota/telco/tenant",
    ],
  },
});
evolution("A wider scope does not reach what a narrower one has set", {
  from: (fleet) =>
    set(fleet.region("guangdong"), { parameters: { ...fleet.region("guangdong").parameters, storage: "70Gi" } }),
  edit: ({ fleet }) => set(fleet, storage),
  plan: {
    "panji/hunan/changsha/cs-mall-01": [
      "~ 50-tenants (spec.hard): ResourceQuota/retail/tenant, ResourceQuota/telco/tenant",
    ],
  },
});
const inAllOf = (sites: readonly SiteEntry[], parameters: SiteEntry["parameters"]) =>
  sites.map((each) => set(each, { parameters }));
evolution("A value that moves from all sites of a zone to the zone changes nothing", {
  from: (fleet) => inAllOf(fleet.zone("dongguan").sites, storage.parameters),
  edit: (fleet) => [inAllOf(fleet.zone("dongguan").sites, {}), set(fleet.zone("dongguan"), storage)],
  plan: {},
});
evolution("A default that is written out changes nothing", {
  edit: ({ fleet }) => set(fleet, { parameters: { storage: "100Gi", storageEngine: "local-path" } }),
  plan: {},
});
evolution(
  "Time servers go to living K3s hosts by an order and to new ones by their files, and roll the machines of a Metal3 site",
  {
    edit: (fleet) => set(fleet.zone("dongguan"), { parameters: { ntp: ["10.44.0.2"] } }),
    plan: {
      "panji/guangdong/dongguan/dg-depot-01": [
        "+ 79-hosts: NodeOp/operator-system/settings-*",
        "- 79-hosts: NodeOp/operator-system/settings-*",
        "~ hosts: dg-depot-01-a/cloud-config.yaml, dg-depot-01-b/cloud-config.yaml, dg-depot-01-c/cloud-config.yaml, dg-depot-01-d/cloud-config.yaml",
      ],
      "panji/guangdong/dongguan/dg-plant-01": [
        "~ provisioning (spec.kubeadmConfigSpec): KubeadmControlPlane/site-dg-plant-01/dg-plant-01",
        "~ provisioning (spec.template): MachineDeployment/site-dg-plant-01/dg-plant-01-workers-amd64",
        "+ provisioning: KubeadmConfigTemplate/site-dg-plant-01/dg-plant-01-workers-*",
        "- provisioning: KubeadmConfigTemplate/site-dg-plant-01/dg-plant-01-workers-*",
      ],
    },
  },
);
evolution("A key that is revoked leaves every server of the site by an order, and no server reboots", {
  from: (fleet) =>
    set(fleet.site("sz-mall-01"), { parameters: { sshKeys: ["ssh-ed25519 AAAA a", "ssh-ed25519 BBBB b"] } }),
  edit: (fleet) => set(fleet.site("sz-mall-01"), { parameters: { sshKeys: ["ssh-ed25519 AAAA a"] } }),
  plan: {
    "panji/guangdong/shenzhen/sz-mall-01": [
      "+ 79-hosts: NodeOp/operator-system/settings-*",
      "- 79-hosts: NodeOp/operator-system/settings-*",
      "~ hosts: sz-mall-01-a/cloud-config.yaml",
    ],
  },
});
evolution("A parameter that only a hub knows reaches the hub", {
  edit: (fleet) => set(fleet.region("hunan"), { parameters: { metricsHistory: "7d" } }),
  plan: { "panji/hunan/hub": ["~ 50-metrics (restarts pods): StatefulSet/observability/prometheus"] },
});
evolution("Another size of a hub's volume is refused: its claim template cannot change", {
  edit: (fleet) => set(fleet.region("hunan"), { parameters: { metricsStorage: "300Gi" } }),
  plan: { "panji/hunan/hub": ["~ 50-metrics (spec.volumeClaimTemplates): StatefulSet/observability/prometheus"] },
  refusals: ["FLT-GUARD-012"],
});
evolution("Another storage engine of a living site is refused: the old one would go from under its volumes", {
  edit: (fleet) => set(fleet.site("dg-depot-01"), { parameters: { storageEngine: "longhorn" } }),
  plan: {
    "panji/guangdong/dongguan/dg-depot-01": [
      "- 40-local-path: 9 objects",
      "+ 40-longhorn: HelmRelease/flux-system/longhorn, Namespace/longhorn-system, OCIRepository/flux-system/longhorn",
      "~ reconcilers (spec.dependsOn): 50-admission, 50-logs, 50-metrics, 50-tenants, 79-hosts",
      "- reconcilers: 40-local-path",
      "+ reconcilers: 40-longhorn",
    ],
  },
  refusals: ["FLT-GUARD-011", "FLT-GUARD-020"],
});
evolution("Another log shipper is exchanged inside its layer", {
  edit: (fleet) => set(fleet.site("dg-depot-01"), { parameters: { logShipper: "logstash" } }),
  plan: {
    "panji/guangdong/dongguan/dg-depot-01": [
      "- 50-logs: ClusterRole/vector, ClusterRoleBinding/vector, ConfigMap/observability/vector, DaemonSet/observability/vector, NetworkPolicy/observability/vector, ServiceAccount/observability/vector",
      "+ 50-logs: ConfigMap/observability/logstash, DaemonSet/observability/logstash, NetworkPolicy/observability/logstash, ServiceAccount/observability/logstash",
    ],
  },
});
