import { describe, expect, test } from "vitest";
import type { App } from "../../../constructs/app.ts";
import type { Zone } from "../../../constructs/zone.ts";
import type { ClusterRef, ObjectsArtifact } from "../../../engines/artifact.ts";
import type { AppZone } from "../../../engines/engine.ts";
import { native } from "../../../engines/placement/native/native.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { shop } from "./shop.ts";

const site: ClusterRef = { kind: "site", region: "guangdong", site: "sz-nanshan-01" };

const place = (app: App, cluster: ClusterRef, zone: AppZone) => {
  const tenant = { name: app.spec.tenant, namespace: app.namespace };
  const [artifact] = native.lower({ app, cluster, tenant, zones: [zone] });
  return (artifact as ObjectsArtifact).objects;
};
const onHub = (app: App, zone: Zone) =>
  place(app, { kind: "hub", region: "guangdong" }, { zone, suffix: zone.name, nodeSelector: {} });

interface Workload {
  readonly selector: { readonly matchLabels: Record<string, string> };
  readonly template: { readonly spec: { readonly containers: readonly [Record<string, unknown>] } };
}

function workload(objects: readonly KubernetesObject[]): Workload {
  return objects.find((each) => each.kind === "Deployment")?.["spec"] as unknown as Workload;
}

describe("an app that is told where it runs", () => {
  const variables = (objects: readonly KubernetesObject[]) =>
    (workload(objects).template.spec.containers[0]["env"] ?? []) as readonly Record<string, unknown>[];
  const values = (objects: readonly KubernetesObject[]) =>
    Object.fromEntries(variables(objects).map(({ name, value, valueFrom }) => [name, value ?? valueFrom]));
  const field = (fieldPath: string) => ({ fieldRef: { fieldPath } });

  test("knows node, zone, region and, in a cluster of the site's own, the site", () => {
    const { app, shenzhen } = shop({ topology: true });
    const own = place(app, site, { zone: shenzhen, nodeSelector: {}, site: "sz-nanshan-01" });
    const known = {
      NODE_NAME: field("spec.nodeName"),
      POD_NAME: field("metadata.name"),
      POD_IP: field("status.podIP"),
      REGION: "guangdong",
      ZONE: "shenzhen",
    };
    expect(values(own)).toEqual({ ...known, SITE: "sz-nanshan-01" });
    expect(values(onHub(app, shenzhen))).toEqual(known);
  });

  test("finds its peers by a name that leads to the ready pods of its own zone alone", () => {
    const { app, shenzhen } = shop({ peers: true });
    const objects = onHub(app, shenzhen);
    const service = objects.find(({ metadata }) => metadata.name === "checkout-shenzhen-peers");
    expect(service).toMatchObject({
      kind: "Service",
      spec: { clusterIP: "None", selector: workload(objects).selector.matchLabels },
    });
    expect(values(objects)).toEqual({ PEERS: "checkout-shenzhen-peers.shops.svc" });
  });

  test("without either it is made as before", () => {
    const { app, shenzhen } = shop();
    expect(variables(place(app, site, { zone: shenzhen, nodeSelector: {} }))).toEqual([]);
  });
});
