import { evolution } from "./evolve.ts";
import { type FleetData, set } from "./fleet.ts";

const image = `registry.panji.example/curlimages/curl:8.17.0@sha256:${"c4".repeat(32)}`;

/** Checkout at the kiosks of one zone, whose servers have agents. */
const kiosks = (fleet: FleetData) => {
  set(fleet.fleet, { consul: { image } });
  set(fleet.site("cs-kiosk-01"), { labels: { customer: "kiosk" } });
  set(fleet.app("checkout"), { zones: {}, select: { labels: { customer: "kiosk" } } });
};
const registered = (fleet: FleetData) => {
  kiosks(fleet);
  set(fleet.app("checkout"), { consul: { tags: ["till"] } });
};

const restarted = {
  "panji/hunan/hub": ["~ apps.retail.changsha (restarts pods): Deployment/retail/checkout-changsha"],
};

evolution("An app that comes into Consul's list restarts its pods once", {
  from: kiosks,
  edit: (fleet) => set(fleet.app("checkout"), { consul: { tags: ["till"] } }),
  plan: restarted,
});
evolution("Another port of the agents restarts the apps that are in their list, and no others", {
  from: registered,
  edit: (fleet) => set(fleet.fleet, { consul: { image, port: 8501 } }),
  plan: restarted,
});
evolution("A fleet whose agents go is refused as long as an app is in their list", {
  from: registered,
  edit: (fleet) => {
    delete fleet.fleet.consul;
  },
  plan: restarted,
  findings: ["FLT-APP-001"],
});
