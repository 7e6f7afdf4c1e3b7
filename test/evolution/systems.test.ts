import { app, type SystemFile } from "./entries.ts";
import { evolution } from "./evolve.ts";
import { type FleetData, set, take } from "./fleet.ts";

const mall = "panji/guangdong/shenzhen/sz-mall-01";
const other = "panji/hunan/changsha/cs-mall-01";

const image = (name: string, version: string) =>
  `registry.panji.example/retail/${name}:${version}@sha256:${"a1".repeat(32)}`;
const part = (name: string, fields: Partial<SystemFile["apps"][number]> = {}): SystemFile["apps"][number] => ({
  name,
  resources: { cpu: "50m", memory: "64Mi" },
  ...fields,
});
const shop = (fields: Partial<SystemFile> = {}): SystemFile => ({
  name: "shop",
  tenant: "retail",
  version: "1.0.0",
  versions: {
    "1.0.0": { ledger: image("ledger", "1.0.0"), till: image("till", "1.0.0") },
    "1.1.0": { ledger: image("ledger", "1.1.0"), till: image("till", "1.1.0") },
  },
  select: { labels: { customer: "mall" } },
  apps: [part("ledger"), part("till", { after: ["ledger"] })],
  ...fields,
});
const withShop =
  (fields: Partial<SystemFile> = {}) =>
  ({ systems }: FleetData) =>
    systems.push(shop(fields));
const withShopOf = (fields: () => Partial<SystemFile>) => (fleet: FleetData) => withShop(fields())(fleet);
const stated = { version: undefined, versions: undefined };
const withData = (): Partial<SystemFile> => ({ version: undefined, versions: undefined, apps: [ledgerWithData()] });
const ledgerWithData = () =>
  part("ledger", {
    image: image("ledger", "1.0.0"),
    volumes: [{ name: "data", path: "/data", size: "1Gi" }],
  });

evolution("A system comes with a folder an app where folders can wait for each other, and with one folder elsewhere", {
  edit: withShop(),
  plan: {
    [mall]: [
      "+ 80-apps-retail.shop-ledger: Deployment/retail/shop-ledger",
      "+ 80-apps-retail.shop-till: Deployment/retail/shop-till",
      "+ reconcilers: 80-apps-retail.shop-ledger, 80-apps-retail.shop-till",
    ],
    [other]: [
      "+ 80-apps-retail.shop: Deployment/retail/shop-ledger, Deployment/retail/shop-till",
      "+ reconcilers: 80-apps-retail.shop",
    ],
  },
});
evolution("A new version of a system restarts all of its apps wherever it runs, and nothing else", {
  from: withShop(),
  edit: (fleet) => set(fleet.system("shop"), { version: "1.1.0" }),
  plan: {
    [mall]: [
      "~ 80-apps-retail.shop-ledger (restarts pods): Deployment/retail/shop-ledger",
      "~ 80-apps-retail.shop-till (restarts pods): Deployment/retail/shop-till",
    ],
    [other]: ["~ 80-apps-retail.shop (restarts pods): Deployment/retail/shop-ledger, Deployment/retail/shop-till"],
  },
});
evolution("A version for a ring reaches the zones of that ring alone", {
  from: (fleet) => {
    withShop()(fleet);
    set(fleet.zone("shenzhen"), { ring: "early" });
  },
  edit: (fleet) => set(fleet.system("shop"), { rings: { early: "1.1.0" } }),
  plan: {
    [mall]: [
      "~ 80-apps-retail.shop-ledger (restarts pods): Deployment/retail/shop-ledger",
      "~ 80-apps-retail.shop-till (restarts pods): Deployment/retail/shop-till",
    ],
  },
});
evolution("A new version for all leaves zones alone whose ring has it already", {
  from: (fleet) => {
    withShop({ rings: { early: "1.1.0" } })(fleet);
    set(fleet.zone("shenzhen"), { ring: "early" });
  },
  edit: (fleet) => set(fleet.system("shop"), { version: "1.1.0", rings: undefined }),
  plan: {
    [other]: ["~ 80-apps-retail.shop (restarts pods): Deployment/retail/shop-ledger, Deployment/retail/shop-till"],
  },
});
evolution("An app that joins a system moves none of the others", {
  from: withShopOf(withData),
  edit: (fleet) => fleet.system("shop").apps.push(part("board", { image: image("board", "1.0.0") })),
  plan: {
    [mall]: ["+ 80-apps-retail.shop-board: Deployment/retail/shop-board", "+ reconcilers: 80-apps-retail.shop-board"],
    [other]: ["+ 80-apps-retail.shop: Deployment/retail/shop-board"],
  },
});
evolution("An app that leaves a system goes with its folder, and whoever waited for it waits no more", {
  from: withShop(),
  edit: (fleet) => {
    const { apps, versions = {} } = fleet.system("shop");
    take(apps, "ledger");
    for (const images of Object.values(versions)) delete images["ledger"];
    set(apps[0] as SystemFile["apps"][number], { after: [] });
  },
  plan: {
    [mall]: [
      "- 80-apps-retail.shop-ledger: Deployment/retail/shop-ledger",
      "~ reconcilers (spec.dependsOn): 80-apps-retail.shop-till",
      "- reconcilers: 80-apps-retail.shop-ledger",
    ],
    [other]: [
      "~ 80-apps-retail.shop (metadata.annotations): Deployment/retail/shop-till",
      "- 80-apps-retail.shop: Deployment/retail/shop-ledger",
    ],
  },
});
evolution("Another order moves nothing: folders wait for others, or objects come in another step", {
  from: withShop(),
  edit: (fleet) => {
    const [ledger, till] = fleet.system("shop").apps as [SystemFile["apps"][number], SystemFile["apps"][number]];
    set(ledger, { after: ["till"] });
    set(till, { after: [] });
  },
  plan: {
    [mall]: ["~ reconcilers (spec.dependsOn; spec.wait): 80-apps-retail.shop-ledger, 80-apps-retail.shop-till"],
    [other]: [
      "~ 80-apps-retail.shop (metadata.annotations): Deployment/retail/shop-ledger, Deployment/retail/shop-till",
    ],
  },
});
evolution("A system with a volume that goes in one step is refused, as an app is", {
  from: withShopOf(withData),
  edit: ({ systems }) => take(systems, "shop"),
  plan: {
    [mall]: [
      "- 80-apps-retail.shop-ledger: Deployment/retail/shop-ledger, PersistentVolumeClaim/retail/shop-ledger-data",
      "- reconcilers: 80-apps-retail.shop-ledger",
    ],
    [other]: [
      "- 80-apps-retail.shop: Deployment/retail/shop-ledger, PersistentVolumeClaim/retail/shop-ledger-data",
      "- reconcilers: 80-apps-retail.shop",
    ],
  },
  refusals: ["FLT-GUARD-021"],
});
evolution("A renamed system is another one: the old one goes, and its volumes are guarded", {
  from: withShopOf(withData),
  edit: (fleet) => set(fleet.system("shop"), { name: "store" }),
  plan: {
    [mall]: [
      "- 80-apps-retail.shop-ledger: Deployment/retail/shop-ledger, PersistentVolumeClaim/retail/shop-ledger-data",
      "+ 80-apps-retail.store-ledger: Deployment/retail/store-ledger, PersistentVolumeClaim/retail/store-ledger-data",
      "- reconcilers: 80-apps-retail.shop-ledger",
      "+ reconcilers: 80-apps-retail.store-ledger",
    ],
    [other]: [
      "- 80-apps-retail.shop: Deployment/retail/shop-ledger, PersistentVolumeClaim/retail/shop-ledger-data",
      "+ 80-apps-retail.store: Deployment/retail/store-ledger, PersistentVolumeClaim/retail/store-ledger-data",
      "- reconcilers: 80-apps-retail.shop",
      "+ reconcilers: 80-apps-retail.store",
    ],
  },
  refusals: ["FLT-GUARD-021"],
});
evolution("A retired system loses its pods and keeps its claims, which may be pruned from then on", {
  from: withShopOf(withData),
  edit: (fleet) => set(fleet.system("shop"), { state: "retired" }),
  plan: {
    [mall]: [
      "~ 80-apps-retail.shop-ledger (metadata.annotations; metadata.labels): PersistentVolumeClaim/retail/shop-ledger-data",
      "- 80-apps-retail.shop-ledger: Deployment/retail/shop-ledger",
    ],
    [other]: [
      "~ 80-apps-retail.shop (metadata.annotations; metadata.labels): PersistentVolumeClaim/retail/shop-ledger-data",
      "- 80-apps-retail.shop: Deployment/retail/shop-ledger",
    ],
  },
});
evolution(
  "An app that becomes part of a system under its own name would be deleted by its old folder, so it is refused",
  {
    from: ({ apps }) => apps.push(app("retail", "shop-till", { select: { labels: { customer: "mall" } } })),
    edit: (fleet) => {
      const { image: own } = take(fleet.apps, "shop-till");
      withShop({ ...stated, apps: [part("till", { image: own })] })(fleet);
    },
    plan: {
      [mall]: [
        "+ 80-apps-retail.shop-till: Deployment/retail/shop-till",
        "- 80-apps-retail: ConfigMap/retail/shop-till, Deployment/retail/shop-till, Service/retail/shop-till",
        "+ reconcilers: 80-apps-retail.shop-till",
      ],
      [other]: [
        "+ 80-apps-retail.shop: Deployment/retail/shop-till",
        "- 80-apps-retail: ConfigMap/retail/shop-till, Deployment/retail/shop-till, Service/retail/shop-till",
        "+ reconcilers: 80-apps-retail.shop",
      ],
    },
    refusals: ["FLT-GUARD-009"],
  },
);
evolution("Once the old folder lets go of its objects, an app becomes part of a system and keeps running", {
  from: (fleet) => {
    fleet.apps.push(app("retail", "shop-till", { ports: [], config: {}, select: { labels: { customer: "mall" } } }));
    for (const name of ["sz-mall-01", "cs-mall-01"]) set(fleet.site(name), { orphan: ["80-apps-retail"] });
  },
  edit: (fleet) => {
    const { image: own } = take(fleet.apps, "shop-till");
    const resources = { cpu: "100m", memory: "128Mi" };
    withShop({ ...stated, apps: [part("till", { image: own, resources })] })(fleet);
  },
  plan: {
    [mall]: [
      "+ 80-apps-retail.shop-till: Deployment/retail/shop-till",
      "- 80-apps-retail: Deployment/retail/shop-till",
      "+ reconcilers: 80-apps-retail.shop-till",
    ],
    [other]: [
      "+ 80-apps-retail.shop: Deployment/retail/shop-till",
      "- 80-apps-retail: Deployment/retail/shop-till",
      "+ reconcilers: 80-apps-retail.shop",
    ],
  },
});
evolution("One more line in its selector brings a system whole into another zone, with the zone's own difference", {
  from: withShop({ select: { zones: ["shenzhen"], labels: { customer: "mall" } } }),
  edit: (fleet) =>
    set(fleet.system("shop"), {
      select: { zones: ["shenzhen", "changsha"], labels: { customer: "mall" } },
      zones: { changsha: { config: { CURRENCY: "HKD" } } },
    }),
  plan: {
    [other]: [
      "+ 80-apps-retail.shop: ConfigMap/retail/shop-ledger, ConfigMap/retail/shop-till, Deployment/retail/shop-ledger, Deployment/retail/shop-till",
      "+ reconcilers: 80-apps-retail.shop",
    ],
  },
});
