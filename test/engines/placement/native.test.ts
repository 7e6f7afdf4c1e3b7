import { describe, expect, test } from "vitest";
import { App } from "../../../constructs/app.ts";
import type { Zone } from "../../../constructs/zone.ts";
import type { ClusterRef, ObjectsArtifact } from "../../../engines/artifact.ts";
import type { AppZone } from "../../../engines/engine.ts";
import { native } from "../../../engines/placement/native/native.ts";
import { identity, type KubernetesObject } from "../../../model/manifest.ts";
import { expectTree } from "../golden-tree.ts";
import { shop } from "./shop.ts";

const golden = (name: string) => `${import.meta.dirname}/golden/native/${name}`;

const place = (app: App, cluster: ClusterRef, zone: AppZone) => {
  const tenant = { name: app.spec.tenant, namespace: app.namespace };
  const [artifact] = native.lower({ app, cluster, tenant, zones: [zone] });
  return (artifact as ObjectsArtifact).objects;
};
const atSite = (app: App, zone: Zone) =>
  place(app, { kind: "site", region: "guangdong", site: "sz-nanshan-01" }, { zone, nodeSelector: {} });
const onHub = (app: App, zone: Zone) =>
  place(
    app,
    { kind: "hub", region: "guangdong" },
    { zone, suffix: zone.name, nodeSelector: { "flotilla.dev/zone": zone.name } },
  );

interface Pod {
  readonly metadata: { readonly labels: Record<string, string>; readonly annotations?: Record<string, string> };
  readonly spec: { readonly containers: readonly [Record<string, unknown>]; readonly affinity?: unknown };
}

interface Workload {
  readonly selector: { readonly matchLabels: Record<string, string> };
  readonly strategy: { readonly rollingUpdate: unknown };
  readonly template: Pod;
}

function workload(objects: readonly KubernetesObject[]): Workload {
  return objects.find((each) => each.kind === "Deployment")?.["spec"] as unknown as Workload;
}

describe("golden trees", () => {
  test("a cluster site gets ConfigMap, Deployment and Service with what its zone changes", () => {
    const { app, shenzhen } = shop();
    expectTree(atSite(app, shenzhen), golden("site"));
  });

  test("a hub gets them with the zone's name and on the zone's nodes", () => {
    const { app, zhuhai } = shop({ architectures: ["arm64"] });
    expectTree(onHub(app, zhuhai), golden("hub"));
  });

  test("an app without configuration and ports is a Deployment alone", () => {
    const { app, zhuhai } = shop({ config: {}, ports: [], replicas: 1 });
    expectTree(atSite(app, zhuhai), golden("bare"));
  });
});

describe("native placement", () => {
  test("a Service selects the pods of its own Deployment and of no other zone", () => {
    const { app, shenzhen, zhuhai } = shop();
    const [, , service] = onHub(app, shenzhen);
    expect(service?.kind).toBe("Service");
    const selector = (service?.["spec"] as { selector: Record<string, string> } | undefined)?.selector ?? {};
    expect(workload(onHub(app, shenzhen)).template.metadata.labels).toMatchObject(selector);
    expect(workload(onHub(app, zhuhai)).template.metadata.labels).not.toMatchObject(selector);
  });

  test("zones side by side on a hub share no object", () => {
    const { app, shenzhen, zhuhai } = shop();
    const names = [...onHub(app, shenzhen), ...onHub(app, zhuhai)].map(identity);
    expect(new Set(names).size).toBe(6);
  });

  test("changed configuration makes new pods, another order of its keys does not", () => {
    const hashOf = (config: object) => {
      const { app, zhuhai } = shop({ config });
      return workload(atSite(app, zhuhai)).template.metadata.annotations?.["flotilla.dev/config-hash"];
    };
    const before = hashOf({ LOG_LEVEL: "info", CURRENCY: "CNY" });
    expect(before).toMatch(/^[0-9a-f]{16}$/);
    expect(hashOf({ CURRENCY: "CNY", LOG_LEVEL: "info" })).toBe(before);
    expect(hashOf({ LOG_LEVEL: "info", CURRENCY: "USD" })).not.toBe(before);
  });

  test.each([
    ["another image", { image: "registry.panji.example/retail/checkout:3.0.0" }],
    ["another number of replicas", { replicas: 7 }],
    ["other ports", { ports: [{ name: "grpc", port: 9090 }] }],
    ["other configuration", { config: {} }],
    ["other architectures", { architectures: ["amd64"] }],
  ])("the selector stays with %s, since it can never be changed", (_, differences) => {
    const selectorOf = (given: object) => {
      const { app, zhuhai } = shop(given);
      return workload(atSite(app, zhuhai)).selector.matchLabels;
    };
    expect(selectorOf(differences)).toEqual(selectorOf({}));
  });

  test.each([
    [1, { maxUnavailable: 0, maxSurge: 1 }],
    [2, { maxUnavailable: 1, maxSurge: 0 }],
  ])("a rollout of %i replicas fits a single server", (replicas, expected) => {
    const { app, zhuhai } = shop({ replicas });
    expect(workload(atSite(app, zhuhai)).strategy.rollingUpdate).toEqual(expected);
  });

  test("an app without a TCP port is ready when it runs", () => {
    const { app, zhuhai } = shop({ ports: [{ name: "dns", port: 5353, protocol: "UDP" }] });
    const [container] = workload(atSite(app, zhuhai)).template.spec.containers;
    expect(container).not.toHaveProperty("readinessProbe");
  });

  test("equal inputs give equal objects", () => {
    const first = shop();
    const second = shop();
    expect(onHub(first.app, first.shenzhen)).toEqual(onHub(second.app, second.shenzhen));
  });
});

describe("what native placement cannot do", () => {
  test("nothing is missing for an ordinary app", () => {
    expect(native.unsupported(shop().app)).toEqual([]);
  });

  test("a name that grows too long with the name of a zone is reported, not cut", () => {
    const name = "a".repeat(60);
    const { app } = shop();
    const found = native.unsupported(new App(app.fleet, { ...app.spec, name }));
    expect(found.map((each) => each.requested)).toEqual([
      `an object named ${name}-shenzhen, which has 69 characters and may have 63`,
      `an object named ${name}-zhuhai, which has 67 characters and may have 63`,
    ]);
  });

  test("configuration that the kubelet would leave out is reported with its place", () => {
    const { app } = shop({
      config: { "2ND_LEVEL": "x", "a.b": "fine" },
      zones: { zhuhai: { config: { "..": "x" } } },
    });
    expect(native.unsupported(app).map(({ at }) => at?.path)).toEqual([
      ["config", "2ND_LEVEL"],
      ["zones", "zhuhai", "config", ".."],
    ]);
  });
});
