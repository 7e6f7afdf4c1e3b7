import { app, nodes, zone } from "./entries.ts";
import { evolution } from "./evolve.ts";
import { type FleetData, set } from "./fleet.ts";

/** An app in the groups of nodes of two zones of one hub, in one of them with a number and a word of its own. */
const withKiosk = (fleet: FleetData) => {
  fleet.zones.push(zone("guangdong", "foshan", [nodes("fs-kiosk-01", "10.44.5")]));
  fleet.apps.push(
    app("retail", "kiosk", {
      ports: [],
      // A site that is a cluster has no group of nodes.
      select: { labels: { kiosk: "yes" } },
      placement: "kubeedge",
      zones: { foshan: { replicas: 2, config: { LOG_LEVEL: "debug" } } },
    }),
  );
  for (const name of ["sz-kiosk-01", "fs-kiosk-01"]) label(fleet, name);
};

function label(fleet: FleetData, site: string) {
  set(fleet.site(site), { labels: { ...fleet.site(site).labels, kiosk: "yes" } });
}

const hub = "panji/guangdong/hub";
const application = "EdgeApplication/retail/kiosk";

evolution("An app in groups of nodes is one object on its hub", {
  from: (fleet) => {
    withKiosk(fleet);
    fleet.apps.pop();
  },
  edit: (fleet) => {
    fleet.apps.push(app("retail", "kiosk", { ports: [], select: { labels: { kiosk: "yes" } }, placement: "kubeedge" }));
  },
  plan: { [hub]: [`+ 80-edge-apps-retail: ${application}`, "+ reconcilers: 80-edge-apps-retail"] },
});
evolution("More replicas in one zone change its part of the object", {
  from: withKiosk,
  edit: (fleet) => set(fleet.app("kiosk"), { zones: { foshan: { replicas: 3, config: { LOG_LEVEL: "debug" } } } }),
  plan: { [hub]: [`~ 80-edge-apps-retail (spec.workloadScope): ${application}`] },
});
evolution("Another image changes what all groups have in common", {
  from: withKiosk,
  edit: (fleet) => set(fleet.app("kiosk"), { image: fleet.app("kiosk").image.replace(":1.0.0", ":1.1.0") }),
  plan: { [hub]: [`~ 80-edge-apps-retail (spec.workloadTemplate): ${application}`] },
});
evolution("A site that comes into a zone is a group more of each app that selects it", {
  from: withKiosk,
  edit: (fleet) => {
    fleet.zone("foshan").sites.push(nodes("fs-kiosk-02", "10.44.6"));
    label(fleet, "fs-kiosk-02");
  },
  plan: {
    "panji/guangdong/foshan": ["~ operator: keadm-batch/foshan.yaml"],
    "panji/guangdong/foshan/fs-kiosk-02": ["+ everything"],
    [hub]: [
      "~ 50-tenants (spec.hard): ResourceQuota/retail/tenant, ResourceQuota/telco/tenant",
      `~ 80-edge-apps-retail (spec.workloadScope): ${application}`,
      "+ reconcilers: site-fs-kiosk-02",
    ],
  },
});
evolution("A zone that an app in groups of nodes leaves is no target any more", {
  from: withKiosk,
  edit: (fleet) => {
    set(fleet.site("fs-kiosk-01"), { labels: {} });
    set(fleet.app("kiosk"), { zones: {} });
  },
  plan: { [hub]: [`~ 80-edge-apps-retail (spec.workloadScope): ${application}`] },
});
evolution("A retired site is no target any more, and its group of nodes may go", {
  from: withKiosk,
  edit: (fleet) => set(fleet.site("fs-kiosk-01"), { state: "retired" }),
  plan: {
    "panji/guangdong/foshan": ["- everything"],
    "panji/guangdong/foshan/fs-kiosk-01": [
      "- hosts: fs-kiosk-01-a/edgecore.yaml",
      "~ provisioning (metadata.annotations): NodeGroup/fs-kiosk-01",
    ],
    [hub]: [
      `~ 80-edge-apps-retail (spec.workloadScope): ${application}`,
      "- apps.telco.foshan: ConfigMap/telco/metering-foshan, Deployment/telco/metering-foshan, Service/telco/metering-foshan",
      "- reconcilers: apps.telco.foshan",
    ],
  },
});
evolution("A retired app leaves nothing in groups of nodes, since it has no data there", {
  from: withKiosk,
  edit: (fleet) => set(fleet.app("kiosk"), { state: "retired" }),
  plan: { [hub]: [`- 80-edge-apps-retail: ${application}`, "- reconcilers: 80-edge-apps-retail"] },
});
evolution("An app that moves into groups of nodes goes from its zones, and the plan shows both", {
  from: (fleet) => {
    withKiosk(fleet);
    set(fleet.app("kiosk"), { placement: "native" });
  },
  edit: (fleet) => set(fleet.app("kiosk"), { placement: "kubeedge" }),
  plan: {
    [hub]: [
      `+ 80-edge-apps-retail: ${application}`,
      "- apps.retail.foshan: ConfigMap/retail/kiosk-foshan, Deployment/retail/kiosk-foshan",
      "- apps.retail.shenzhen: ConfigMap/retail/kiosk-shenzhen, Deployment/retail/kiosk-shenzhen",
      "+ reconcilers: 80-edge-apps-retail",
      "- reconcilers: apps.retail.foshan",
    ],
  },
});

const jobs = "ImagePrePullJob/retail-kiosk-foshan-*, ImagePrePullJob/retail-kiosk-shenzhen-*";
const NEXT = `registry.panji.example/retail/kiosk:1.1.0@sha256:${"b2".repeat(32)}`;
const LATER = `registry.panji.example/retail/kiosk:1.2.0@sha256:${"c3".repeat(32)}`;
const ahead = (image: string) => (fleet: FleetData) => set(fleet.app("kiosk"), { prefetch: [image] });

evolution("Images that are fetched ahead are a job a zone, and change nothing of the app", {
  from: withKiosk,
  edit: ahead(NEXT),
  plan: { [hub]: [`+ 80-prefetch: ${jobs}`, "+ reconcilers: 80-prefetch"] },
});
evolution("Other images are other jobs, and those before are gone", {
  from: (fleet) => [withKiosk(fleet), ahead(NEXT)(fleet)],
  edit: ahead(LATER),
  plan: { [hub]: [`+ 80-prefetch: ${jobs}`, `- 80-prefetch: ${jobs}`] },
});
evolution("Images that are not fetched ahead any more take their jobs away", {
  from: (fleet) => [withKiosk(fleet), ahead(NEXT)(fleet)],
  edit: (fleet) => set(fleet.app("kiosk"), { prefetch: undefined }),
  plan: { [hub]: [`- 80-prefetch: ${jobs}`, "- reconcilers: 80-prefetch"] },
});
