import { app } from "./entries.ts";
import { evolution } from "./evolve.ts";
import { set, take } from "./fleet.ts";
import { each } from "./plan.ts";

evolution("More replicas of an app restart nothing, and a zone with a number of its own keeps it", {
  edit: (fleet) => set(fleet.app("checkout"), { replicas: 4 }),
  plan: {
    "panji/guangdong/dongguan/dg-depot-01": ["~ 80-apps-retail (spec.replicas): Deployment/retail/checkout"],
    "panji/hunan/hub": ["~ apps.retail.changsha (spec.replicas): Deployment/retail/checkout-changsha"],
  },
});
evolution("Another image restarts the app's own pods wherever it runs", {
  edit: (fleet) => set(fleet.app("checkout"), { image: fleet.app("checkout").image.replace(":1.0.0", ":1.1.0") }),
  plan: {
    "panji/guangdong/dongguan/dg-depot-01": ["~ 80-apps-retail (restarts pods): Deployment/retail/checkout"],
    "panji/guangdong/hub": ["~ apps.retail.shenzhen (restarts pods): Deployment/retail/checkout-shenzhen"],
    "panji/hunan/hub": ["~ apps.retail.changsha (restarts pods): Deployment/retail/checkout-changsha"],
  },
});
evolution("Another value of its configuration restarts the app's own pods", {
  edit: (fleet) => set(fleet.app("signage"), { config: { LOG_LEVEL: "warn" } }),
  plan: {
    "panji/guangdong/hub": [
      "~ apps.retail.shenzhen (data.LOG_LEVEL): ConfigMap/retail/signage-shenzhen",
      "~ apps.retail.shenzhen (restarts pods): Deployment/retail/signage-shenzhen",
    ],
    ...each(
      ["panji/guangdong/shenzhen/sz-mall-01", "panji/hunan/changsha/cs-mall-01"],
      "~ 80-apps-retail (data.LOG_LEVEL): ConfigMap/retail/signage",
      "~ 80-apps-retail (restarts pods): Deployment/retail/signage",
    ),
    "panji/hunan/hub": [
      "~ apps.retail.changsha (data.LOG_LEVEL): ConfigMap/retail/signage-changsha",
      "~ apps.retail.changsha (restarts pods): Deployment/retail/signage-changsha",
    ],
  },
});
evolution("An app whose tenant has one at the place comes into the tenant's folder", {
  edit: ({ apps }) => apps.push(app("retail", "labels", { select: { labels: { customer: "metro" } } })),
  plan: {
    "panji/guangdong/dongguan/dg-depot-01": [
      "+ 80-apps-retail: ConfigMap/retail/labels, Deployment/retail/labels, Service/retail/labels",
    ],
    "panji/guangdong/hub": [
      "+ apps.retail.shenzhen: ConfigMap/retail/labels-shenzhen, Deployment/retail/labels-shenzhen, Service/retail/labels-shenzhen",
    ],
    "panji/hunan/hub": [
      "+ apps.retail.changsha: ConfigMap/retail/labels-changsha, Deployment/retail/labels-changsha, Service/retail/labels-changsha",
    ],
  },
});
evolution("The first app of a tenant at a site brings a reconciler, and the other tenants' stay as they are", {
  edit: ({ apps }) => apps.push(app("retail", "labels", { select: { labels: { customer: "plant" } } })),
  plan: {
    "panji/guangdong/dongguan/dg-plant-01": [
      "+ 80-apps-retail: ConfigMap/retail/labels, Deployment/retail/labels, Service/retail/labels",
      "+ reconcilers: 80-apps-retail",
    ],
  },
});
evolution("An app that goes leaves the tenant's other apps alone, and the last one of a site takes the reconciler", {
  edit: ({ apps }) => take(apps, "signage"),
  plan: {
    "panji/guangdong/hub": [
      "- apps.retail.shenzhen: ConfigMap/retail/signage-shenzhen, Deployment/retail/signage-shenzhen, Service/retail/signage-shenzhen",
    ],
    "panji/guangdong/shenzhen/sz-mall-01": [
      "- 80-apps-retail: ConfigMap/retail/signage, Deployment/retail/signage, Service/retail/signage",
      "- reconcilers: 80-apps-retail",
    ],
    "panji/hunan/changsha/cs-mall-01": [
      "- 80-apps-retail: ConfigMap/retail/signage, Deployment/retail/signage, Service/retail/signage",
      "~ reconcilers (metadata.annotations): 50-tenants",
      "- reconcilers: 80-apps-retail",
    ],
    "panji/hunan/hub": [
      "- apps.retail.changsha: ConfigMap/retail/signage-changsha, Deployment/retail/signage-changsha, Service/retail/signage-changsha",
    ],
  },
});
evolution("A renamed app goes under its old name and comes under its new one", {
  edit: (fleet) => set(fleet.app("signage"), { name: "screens" }),
  plan: {
    "panji/guangdong/hub": [
      "+ apps.retail.shenzhen: ConfigMap/retail/screens-shenzhen, Deployment/retail/screens-shenzhen, Service/retail/screens-shenzhen",
      "- apps.retail.shenzhen: ConfigMap/retail/signage-shenzhen, Deployment/retail/signage-shenzhen, Service/retail/signage-shenzhen",
    ],
    ...each(
      ["panji/guangdong/shenzhen/sz-mall-01", "panji/hunan/changsha/cs-mall-01"],
      "+ 80-apps-retail: ConfigMap/retail/screens, Deployment/retail/screens, Service/retail/screens",
      "- 80-apps-retail: ConfigMap/retail/signage, Deployment/retail/signage, Service/retail/signage",
    ),
    "panji/hunan/hub": [
      "+ apps.retail.changsha: ConfigMap/retail/screens-changsha, Deployment/retail/screens-changsha, Service/retail/screens-changsha",
      "- apps.retail.changsha: ConfigMap/retail/signage-changsha, Deployment/retail/signage-changsha, Service/retail/signage-changsha",
    ],
  },
});
evolution("An app moves to another tenant's folder and namespace", {
  edit: (fleet) => set(fleet.app("metering"), { tenant: "retail" }),
  plan: {
    ...each(
      ["panji/guangdong/dongguan/dg-depot-01", "panji/guangdong/shenzhen/sz-mall-01"],
      "+ 80-apps-retail: ConfigMap/retail/metering, Deployment/retail/metering, Service/retail/metering",
      "- 80-apps-telco: ConfigMap/telco/metering, Deployment/telco/metering, Service/telco/metering",
      "- reconcilers: 80-apps-telco",
    ),
    "panji/guangdong/dongguan/dg-plant-01": [
      "+ 80-apps-retail: ConfigMap/retail/metering, Deployment/retail/metering, Service/retail/metering",
      "- 80-apps-telco: ConfigMap/telco/metering, Deployment/telco/metering, Service/telco/metering",
      "+ reconcilers: 80-apps-retail",
      "- reconcilers: 80-apps-telco",
    ],
    "panji/guangdong/hub": [
      "+ apps.retail.shenzhen: ConfigMap/retail/metering-shenzhen, Deployment/retail/metering-shenzhen, Service/retail/metering-shenzhen",
      "- apps.telco.shenzhen: ConfigMap/telco/metering-shenzhen, Deployment/telco/metering-shenzhen, Service/telco/metering-shenzhen",
      "- reconcilers: apps.telco.shenzhen",
    ],
  },
});
evolution("An app that selects another label leaves the sites of the old one for those of the new", {
  edit: (fleet) => set(fleet.app("checkout"), { select: { labels: { customer: "mall" } }, zones: {} }),
  plan: {
    "panji/guangdong/dongguan/dg-depot-01": [
      "- 80-apps-retail: ConfigMap/retail/checkout, Deployment/retail/checkout, Service/retail/checkout",
      "- reconcilers: 80-apps-retail",
    ],
    "panji/guangdong/hub": [
      "- apps.retail.shenzhen: ConfigMap/retail/checkout-shenzhen, Deployment/retail/checkout-shenzhen, Service/retail/checkout-shenzhen",
    ],
    ...each(
      ["panji/guangdong/shenzhen/sz-mall-01", "panji/hunan/changsha/cs-mall-01"],
      "+ 80-apps-retail: ConfigMap/retail/checkout, Deployment/retail/checkout, Service/retail/checkout",
    ),
    "panji/hunan/hub": [
      "- apps.retail.changsha: ConfigMap/retail/checkout-changsha, Deployment/retail/checkout-changsha, Service/retail/checkout-changsha",
    ],
  },
});
evolution("An app that selects one zone more changes nothing where it runs already", {
  edit: (fleet) => fleet.app("signage").select?.zones?.push("dongguan"),
  plan: {
    "panji/guangdong/dongguan/dg-depot-01": [
      "+ 80-apps-retail: ConfigMap/retail/signage, Deployment/retail/signage, Service/retail/signage",
    ],
    "panji/guangdong/dongguan/dg-plant-01": [
      "+ 80-apps-retail: ConfigMap/retail/signage, Deployment/retail/signage, Service/retail/signage",
      "+ reconcilers: 80-apps-retail",
    ],
  },
});
evolution("A zone that differs no more takes on the common values, and other zones see nothing", {
  edit: (fleet) => set(fleet.app("checkout"), { zones: {} }),
  plan: {
    "panji/guangdong/hub": [
      "~ apps.retail.shenzhen (data.LOG_LEVEL): ConfigMap/retail/checkout-shenzhen",
      "~ apps.retail.shenzhen (restarts pods; spec.replicas): Deployment/retail/checkout-shenzhen",
    ],
  },
});
evolution("The order of the zones that an app selects means nothing", {
  edit: (fleet) => fleet.app("signage").select?.zones?.reverse(),
  plan: {},
});
evolution(
  "A word on lost servers restarts the app's own pods, and one that says what holds anyhow restarts none on a hub",
  {
    edit: (fleet) => set(fleet.app("checkout"), { onNodeLoss: "keep" }),
    plan: {
      "panji/guangdong/dongguan/dg-depot-01": ["~ 80-apps-retail (restarts pods): Deployment/retail/checkout"],
    },
  },
);
