import { regionHub } from "../../profiles/region-hub/1.0.0.ts";
import { type Evolution, evolution } from "./evolve.ts";
import { set } from "./fleet.ts";
import { each } from "./plan.ts";
import { layer, pinSmall, type SmallLayer, smallProfiles, smallStack, withHub } from "./profiles.ts";

interface NewVersion extends Pick<Evolution, "plan" | "refusals"> {
  readonly layers: readonly SmallLayer[];
}

/** The site sz-mall-01 moves from `smallStack` to a version of the profile with other layers. */
function newVersion(title: string, { layers, ...expected }: NewVersion): void {
  const step = { profiles: smallProfiles(layers), from: pinSmall("1.0.0"), edit: pinSmall("1.1.0") };
  evolution(title, { ...step, ...expected });
}

const without = (name: string) => smallStack.filter((each) => each.name !== name);
const replace = (name: string, other: SmallLayer) => smallStack.map((each) => (each.name === name ? other : each));
const before = (name: string, other: SmallLayer) =>
  smallStack.flatMap((each) => (each.name === name ? [other, each] : [each]));

newVersion("A version with equal layers changes identity labels alone", {
  layers: smallStack,
  plan: { "panji/guangdong/shenzhen/sz-mall-01": ["~ identity labels"] },
});
newVersion("A layer between others of its category comes without moving them", {
  layers: before("metrics", layer("addon", "certificates")),
  plan: {
    "panji/guangdong/shenzhen/sz-mall-01": [
      "+ 50-certificates: ConfigMap/kube-system/certificates",
      "~ identity labels",
      "~ reconcilers (spec.dependsOn): 80-apps-retail, 80-apps-telco",
      "+ reconcilers: 50-certificates",
    ],
  },
});
newVersion("The first layer of a category comes, and the next category waits for it", {
  layers: before("flannel", layer("kubernetes", "roles")),
  plan: {
    "panji/guangdong/shenzhen/sz-mall-01": [
      "+ 20-roles: ConfigMap/kube-system/roles",
      "~ identity labels",
      "~ reconcilers (spec.dependsOn): 30-flannel",
      "+ reconcilers: 20-roles",
    ],
  },
});
newVersion("A layer above the ones that are there comes alone", {
  layers: [...smallStack, layer("app", "portal")],
  plan: {
    "panji/guangdong/shenzhen/sz-mall-01": [
      "+ 80-portal: ConfigMap/kube-system/portal",
      "~ identity labels",
      "+ reconcilers: 80-portal",
    ],
  },
});
newVersion("A layer that is left out goes alone", {
  layers: without("metrics"),
  plan: {
    "panji/guangdong/shenzhen/sz-mall-01": [
      "- 50-metrics: ConfigMap/kube-system/metrics",
      "~ identity labels",
      "~ reconcilers (spec.dependsOn): 80-apps-retail, 80-apps-telco",
      "- reconcilers: 50-metrics",
    ],
  },
});
newVersion("Those that waited for a layer that is left out wait for what lies below it", {
  layers: without("nfs"),
  plan: {
    "panji/guangdong/shenzhen/sz-mall-01": [
      "- 40-nfs: ConfigMap/kube-system/nfs",
      "~ identity labels",
      "~ reconcilers (spec.dependsOn): 50-alerts, 50-metrics, 50-tenants",
      "- reconcilers: 40-nfs",
    ],
  },
});
newVersion("A renamed layer goes with its objects and comes with them, and nothing refuses it", {
  layers: replace("flannel", layer("cni", "wireguard")),
  plan: {
    "panji/guangdong/shenzhen/sz-mall-01": [
      "- 30-flannel: ConfigMap/kube-system/flannel",
      "+ 30-wireguard: ConfigMap/kube-system/wireguard",
      "~ identity labels",
      "~ reconcilers (spec.dependsOn): 40-nfs",
      "- reconcilers: 30-flannel",
      "+ reconcilers: 30-wireguard",
    ],
  },
});
newVersion("A layer with other content changes in its place", {
  layers: replace("nfs", layer("csi", "nfs", { value: "2" })),
  plan: {
    "panji/guangdong/shenzhen/sz-mall-01": ["~ 40-nfs (data.value): ConfigMap/kube-system/nfs", "~ identity labels"],
  },
});
newVersion("The order of layers in their category shows nowhere", {
  layers: [...smallStack.slice(0, 3), ...smallStack.slice(3).reverse()],
  plan: { "panji/guangdong/shenzhen/sz-mall-01": ["~ identity labels"] },
});
newVersion("A layer in another category moves its objects to another reconciler, which is refused", {
  refusals: ["FLT-GUARD-009"],
  layers: [layer("os", "metrics"), ...without("metrics")],
  plan: {
    "panji/guangdong/shenzhen/sz-mall-01": [
      "+ 10-metrics: ConfigMap/kube-system/metrics",
      "- 50-metrics: ConfigMap/kube-system/metrics",
      "~ identity labels",
      "~ reconcilers (spec.dependsOn): 30-flannel, 80-apps-retail, 80-apps-telco",
      "+ reconcilers: 10-metrics",
      "- reconcilers: 50-metrics",
    ],
  },
});
newVersion("Apps wait no more for a layer that others can live without", {
  layers: replace("metrics", layer("addon", "metrics", { awaited: false })),
  plan: {
    "panji/guangdong/shenzhen/sz-mall-01": [
      "~ identity labels",
      "~ reconcilers (spec.dependsOn): 80-apps-retail, 80-apps-telco",
      "~ reconcilers (spec.wait): 50-metrics",
    ],
  },
});
const withoutMetrics = withHub({
  ...regionHub,
  version: "1.1.0",
  layers: regionHub.layers.filter(({ name }) => name !== "metrics"),
});
evolution("A layer with a database that a hub's new version leaves out in one step is refused", {
  profiles: withoutMetrics,
  edit: (fleet) => set(fleet.region("guangdong").hub as object, { profile: "region-hub@1.1.0" }),
  plan: {
    "panji/guangdong/hub": ["- 50-metrics: 11 objects", "~ identity labels", "- reconcilers: 50-metrics"],
  },
  refusals: ["FLT-GUARD-020"],
});
const siteMetrics = [
  "ConfigMap/observability/prometheus",
  "NetworkPolicy/observability/default-deny",
  "NetworkPolicy/observability/prometheus",
  "Service/observability/prometheus",
  "ServiceAccount/observability/prometheus",
  "StatefulSet/observability/prometheus",
];
evolution("A layer that retires says so at each of its objects, and runs on", {
  edit: (fleet) => set(fleet.region("guangdong"), { retire: ["50-metrics"] }),
  plan: {
    "panji/guangdong/hub": ["~ 50-metrics (metadata.labels): 11 objects"],
    ...each(
      ["dongguan/dg-depot-01", "dongguan/dg-plant-01", "shenzhen/sz-mall-01"].map((site) => `panji/guangdong/${site}`),
      `~ 50-metrics (metadata.labels): ${["ClusterRole/prometheus", "ClusterRoleBinding/prometheus", ...siteMetrics].join(", ")}`,
    ),
  },
});
evolution("A retired layer goes with its data, by a change of its own", {
  profiles: withoutMetrics,
  from: (fleet) => set(fleet.region("guangdong"), { retire: ["50-metrics"] }),
  edit: (fleet) => set(fleet.region("guangdong").hub as object, { profile: "region-hub@1.1.0" }),
  plan: {
    "panji/guangdong/hub": ["- 50-metrics: 11 objects", "~ identity labels", "- reconcilers: 50-metrics"],
  },
});
