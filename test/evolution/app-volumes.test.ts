import { evolution } from "./evolve.ts";
import { type FleetData, set, take } from "./fleet.ts";

const depot = "panji/guangdong/dongguan/dg-depot-01";
const lonePod = (fleet: FleetData) =>
  set(fleet.app("checkout"), {
    replicas: 1,
    zones: {},
    select: { zones: ["dongguan"], labels: { customer: "metro" } },
  });
const withVolume = (fields: { readonly class?: string }) => (fleet: FleetData) => {
  lonePod(fleet);
  if (fields.class) set(fleet.site("dg-depot-01"), { parameters: { storageEngine: fields.class } });
  set(fleet.app("checkout"), { volumes: [{ name: "data", path: "/data", size: "5Gi", ...fields }] });
};
const resized = (size: string) => (fleet: FleetData) => {
  const [volume] = fleet.app("checkout").volumes ?? [];
  if (volume) volume.size = size;
};

evolution("A volume that is added restarts the app and makes a claim", {
  from: lonePod,
  edit: withVolume({}),
  plan: {
    [depot]: [
      "+ 80-apps-retail: PersistentVolumeClaim/retail/checkout-data",
      "~ 80-apps-retail (restarts pods; spec.strategy): Deployment/retail/checkout",
    ],
  },
});
evolution("A claim of a class that lets it grows in place", {
  from: withVolume({ class: "longhorn" }),
  edit: resized("8Gi"),
  plan: { [depot]: ["~ 80-apps-retail (spec.resources): PersistentVolumeClaim/retail/checkout-data"] },
});
evolution("A claim of another class never grows, so a new size is refused before the API server does", {
  from: withVolume({}),
  edit: resized("8Gi"),
  plan: { [depot]: ["~ 80-apps-retail (spec.resources): PersistentVolumeClaim/retail/checkout-data"] },
  refusals: ["FLT-GUARD-012"],
});
evolution("A claim never shrinks", {
  from: withVolume({ class: "longhorn" }),
  edit: resized("2Gi"),
  plan: { [depot]: ["~ 80-apps-retail (spec.resources): PersistentVolumeClaim/retail/checkout-data"] },
  refusals: ["FLT-GUARD-012"],
});
evolution(
  "An app with a volume that goes in one step is refused: its claim would stay behind, and nobody would manage it",
  {
    from: withVolume({}),
    edit: ({ apps }) => take(apps, "checkout"),
    plan: {
      [depot]: [
        "- 80-apps-retail: ConfigMap/retail/checkout, Deployment/retail/checkout, PersistentVolumeClaim/retail/checkout-data, Service/retail/checkout",
        "- reconcilers: 80-apps-retail",
      ],
    },
    refusals: ["FLT-GUARD-021"],
  },
);
evolution("An app with a volume that retires loses its pods and keeps its claim, which may be pruned from then on", {
  from: withVolume({}),
  edit: (fleet) => set(fleet.app("checkout"), { state: "retired" }),
  plan: {
    [depot]: [
      "- 80-apps-retail: ConfigMap/retail/checkout, Deployment/retail/checkout, Service/retail/checkout",
      "~ 80-apps-retail (metadata.annotations; metadata.labels): PersistentVolumeClaim/retail/checkout-data",
    ],
  },
});
evolution("A retired app goes with its data, by a change of its own", {
  from: (fleet) => {
    withVolume({})(fleet);
    set(fleet.app("checkout"), { state: "retired" });
  },
  edit: ({ apps }) => take(apps, "checkout"),
  plan: { [depot]: ["- 80-apps-retail: PersistentVolumeClaim/retail/checkout-data", "- reconcilers: 80-apps-retail"] },
});
evolution("An app with a volume that leaves one site by a label is refused there", {
  from: withVolume({}),
  edit: (fleet) => set(fleet.site("dg-depot-01"), { labels: {} }),
  plan: {
    [depot]: [
      "- 80-apps-retail: ConfigMap/retail/checkout, Deployment/retail/checkout, PersistentVolumeClaim/retail/checkout-data, Service/retail/checkout",
      "- reconcilers: 80-apps-retail",
    ],
  },
  refusals: ["FLT-GUARD-021"],
  findings: ["FLT-HIER-010"],
});
evolution("An app without a volume goes in one step: there is nothing to lose", {
  from: lonePod,
  edit: ({ apps }) => take(apps, "checkout"),
  plan: {
    [depot]: [
      "- 80-apps-retail: ConfigMap/retail/checkout, Deployment/retail/checkout, Service/retail/checkout",
      "- reconcilers: 80-apps-retail",
    ],
  },
});
evolution("Other files in a volume restart the app", {
  from: (fleet) => {
    lonePod(fleet);
    set(fleet.app("checkout"), { volumes: [{ name: "etc", path: "/etc/till", files: { "till.yaml": "till: 1\n" } }] });
  },
  edit: (fleet) => {
    const [volume] = fleet.app("checkout").volumes ?? [];
    if (volume) volume.files = { "till.yaml": "till: 2\n" };
  },
  plan: {
    [depot]: [
      "~ 80-apps-retail (data.till.yaml): ConfigMap/retail/checkout-etc",
      "~ 80-apps-retail (restarts pods): Deployment/retail/checkout",
    ],
  },
});
evolution("An app that becomes a job stops, and runs by its schedule from then on", {
  from: lonePod,
  edit: (fleet) => {
    const app = fleet.app("checkout");
    set(app, { kind: "job", schedule: "0 3 * * *", ports: [] });
    delete app.replicas;
  },
  plan: {
    [depot]: [
      "+ 80-apps-retail: CronJob/retail/checkout",
      "- 80-apps-retail: Deployment/retail/checkout, Service/retail/checkout",
    ],
  },
});
evolution("A job without a schedule that changes runs again under another name", {
  from: (fleet) => {
    lonePod(fleet);
    const app = fleet.app("checkout");
    set(app, { kind: "job", ports: [], config: {} });
    delete app.replicas;
  },
  edit: (fleet) => set(fleet.app("checkout"), { args: ["--again"] }),
  plan: { [depot]: ["+ 80-apps-retail: Job/retail/checkout-*", "- 80-apps-retail: Job/retail/checkout-*"] },
});

evolution("A volume that goes from an app in one step is refused: its claim would stay behind", {
  from: withVolume({}),
  edit: (fleet) => {
    delete fleet.app("checkout").volumes;
  },
  plan: {
    [depot]: [
      "- 80-apps-retail: PersistentVolumeClaim/retail/checkout-data",
      "~ 80-apps-retail (restarts pods; spec.strategy): Deployment/retail/checkout",
    ],
  },
  refusals: ["FLT-GUARD-021"],
});
const retireVolume = (fleet: FleetData) => {
  const [volume] = fleet.app("checkout").volumes ?? [];
  if (volume) volume.state = "retired";
};
evolution("A volume that retires is taken from the app's pods, and its claim stays", {
  from: withVolume({}),
  edit: retireVolume,
  plan: {
    [depot]: [
      "~ 80-apps-retail (metadata.annotations; metadata.labels): PersistentVolumeClaim/retail/checkout-data",
      "~ 80-apps-retail (restarts pods; spec.strategy): Deployment/retail/checkout",
    ],
  },
});
evolution("A retired volume goes with its data, and nothing restarts", {
  from: (fleet) => {
    withVolume({})(fleet);
    retireVolume(fleet);
  },
  edit: (fleet) => set(fleet.app("checkout"), { volumes: [] }),
  plan: { [depot]: ["- 80-apps-retail: PersistentVolumeClaim/retail/checkout-data"] },
});

const exporter = {
  name: "exporter",
  image: `registry.panji.example/retail/exporter:1.0.0@sha256:${"b2".repeat(32)}`,
  resources: { cpu: "10m", memory: "32Mi" },
};

evolution("A container beside the app's own restarts it", {
  from: lonePod,
  edit: (fleet) => set(fleet.app("checkout"), { containers: [exporter] }),
  plan: { [depot]: ["~ 80-apps-retail (restarts pods): Deployment/retail/checkout"] },
});
evolution("Other probes restart the app", {
  from: lonePod,
  edit: (fleet) => set(fleet.app("checkout"), { probes: { readiness: "/ready" } }),
  plan: { [depot]: ["~ 80-apps-retail (restarts pods): Deployment/retail/checkout"] },
});
evolution("Another schedule of a zone changes the jobs of that zone and stops none that runs", {
  from: (fleet) => {
    lonePod(fleet);
    const app = fleet.app("checkout");
    set(app, { kind: "job", schedule: "0 3 * * *", ports: [] });
    delete app.replicas;
  },
  edit: (fleet) => set(fleet.app("checkout"), { zones: { dongguan: { schedule: "0 4 * * *" } } }),
  plan: { [depot]: ["~ 80-apps-retail (spec.schedule): CronJob/retail/checkout"] },
});
