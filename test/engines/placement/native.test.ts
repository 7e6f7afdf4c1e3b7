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

test("an app with volumes, probes, secrets and further containers has them in one confined pod", () => {
  const { app, zhuhai } = shop({
    replicas: 1,
    zones: {},
    command: ["/checkout"],
    args: ["--verbose"],
    secrets: [
      { name: "DB_PASSWORD", from: "retail/checkout", property: "password" },
      { name: "API_KEY", secret: "checkout-api", key: "token" },
    ],
    probes: {
      readiness: "/ready",
      liveness: { tcp: "http", periodSeconds: 30 },
      startup: { exec: ["/checkout", "up"] },
    },
    volumes: [
      { name: "data", path: "/var/lib/checkout", size: "5Gi", class: "longhorn" },
      { name: "cache", path: "/cache", emptyDir: "64Mi" },
      { name: "settings", path: "/etc/checkout", files: { "tills.yaml": "tills: 4\n" } },
    ],
    initContainers: [
      {
        name: "migrate",
        image: "registry.panji.example/retail/migrate:1.0.0",
        args: ["up"],
        resources: { cpu: "50m", memory: "64Mi" },
        mounts: [{ volume: "data", path: "/data" }],
      },
    ],
    containers: [
      {
        name: "exporter",
        image: "registry.panji.example/retail/exporter:1.0.0",
        resources: { cpu: "10m", memory: "32Mi" },
        env: { LISTEN: ":9102" },
        secrets: [{ name: "TOKEN", from: "retail/exporter" }],
        ports: [{ name: "metrics", port: 9102 }],
        mounts: [{ volume: "data", path: "/data", readOnly: true }],
      },
    ],
  });
  expectTree(atSite(app, zhuhai), golden("full"));
});

test.each([
  ["job", {}],
  ["cron-job", { schedule: "30 2 * * *", zones: { zhuhai: { schedule: "0 3 * * *" } } }],
])("an app that runs to its end is a %s in the region's time zone", (name, differences) => {
  const { app, zhuhai } = shop({ kind: "job", ports: [], replicas: 1, zones: {}, ...differences });
  expectTree(atSite(app, zhuhai), golden(name));
});

test("a Job that changes gets another name, since its template cannot change", () => {
  const nameOf = (image: string) => {
    const { app, zhuhai } = shop({ kind: "job", ports: [], replicas: 1, zones: {}, image });
    return atSite(app, zhuhai).find(({ kind }) => kind === "Job")?.metadata.name;
  };
  const [first, second] = ["1.0.0", "1.0.1"].map((tag) => nameOf(`registry.panji.example/retail/checkout:${tag}`));
  expect(first).toMatch(/^checkout-[0-9a-f]{8}$/);
  expect(second).not.toBe(first);
});

test("an exposed app has an Ingress for its host names, of its zone where that has others", () => {
  const { app, shenzhen, zhuhai } = shop({
    expose: { hosts: ["checkout.panji.example"], tls: { from: "retail/checkout-tls" } },
    zones: { zhuhai: { expose: { hosts: ["zh.panji.example"], path: "/shop", port: "http" } } },
  });
  const ingressOf = (zone: Zone) => atSite(app, zone).filter(({ kind }) => kind === "Ingress");
  expectTree([...ingressOf(shenzhen)], golden("exposed"));
  expectTree([...ingressOf(zhuhai)], golden("exposed-zone"));
});

test("a file system turns read-only when the app says which folders it writes to, be it none", () => {
  const contextOf = (volumes: object) => {
    const { app, zhuhai } = shop(volumes);
    return workload(atSite(app, zhuhai)).template.spec.containers[0]["securityContext"];
  };
  expect(contextOf({ volumes: [] })).toHaveProperty("readOnlyRootFilesystem", true);
  expect(contextOf({})).not.toHaveProperty("readOnlyRootFilesystem");
});

test("changed files make new pods, and a change of secrets in the store does not", () => {
  const hashOf = (text: string) => {
    const volumes = [{ name: "settings", path: "/etc/checkout", files: { "a.yaml": text } }];
    const { app, zhuhai } = shop({ config: {}, volumes });
    return workload(atSite(app, zhuhai)).template.metadata.annotations?.["flotilla.dev/config-hash"];
  };
  expect(hashOf("a: 1\n")).toMatch(/^[0-9a-f]{16}$/);
  expect(hashOf("a: 2\n")).not.toBe(hashOf("a: 1\n"));
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

  // On a real node each rollout refused some requests: the pod had closed its port before others knew of its end.
  test.each([
    ["an app with ports stays open while others learn that it ends", {}, { preStop: { sleep: { seconds: 5 } } }],
    ["an app that nobody asks ends at once", { ports: [] }, undefined],
  ])("%s", (_, given, expected) => {
    const { app, zhuhai } = shop(given);
    const [container] = workload(atSite(app, zhuhai)).template.spec.containers;
    expect(container["lifecycle"]).toEqual(expected);
  });

  test.each([
    ["1.29.15", undefined],
    ["1.30.0", { preStop: { sleep: { seconds: 5 } } }],
  ])("a container is not told to sleep by a Kubernetes %s that may not know how", (kubernetes, expected) => {
    const { app, zhuhai } = shop();
    const cluster = { kind: "site", region: "guangdong", site: "sz-nanshan-01" } as const;
    const objects = place(app, cluster, { zone: zhuhai, nodeSelector: {}, kubernetes });
    expect(workload(objects).template.spec.containers[0]["lifecycle"]).toEqual(expected);
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

  test("a job by schedule has eleven characters less for its name than other objects", () => {
    const { app } = shop({ kind: "job", schedule: "0 3 * * *", ports: [], replicas: 1, zones: {} });
    const found = native.unsupported(new App(app.fleet, { ...app.spec, name: "a".repeat(45) }));
    expect(found.map((each) => each.requested)).toEqual([
      `an object named ${"a".repeat(45)}-shenzhen, which has 54 characters and may have 52`,
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

describe("a server that nobody reaches", () => {
  const tolerations = (fields: object, place: (app: App, zone: Zone) => readonly KubernetesObject[]) => {
    const { app, zhuhai } = shop(fields);
    const { spec } = workload(place(app, zhuhai)).template as unknown as {
      spec: { tolerations?: { effect: string; tolerationSeconds?: number }[] };
    };
    return spec.tolerations
      ?.filter(({ effect }) => effect === "NoExecute")
      .map((each) => each.tolerationSeconds ?? "for ever");
  };

  test("keeps its pods for ever on a hub, and in a cluster of its own as long as Kubernetes says, unless the app says more", () => {
    expect(tolerations({}, onHub)).toEqual(["for ever", "for ever"]);
    expect(tolerations({}, atSite)).toBeUndefined();
  });

  test("keeps them, or loses them after the app's own limit, at either", () => {
    for (const place of [onHub, atSite]) {
      expect(tolerations({ onNodeLoss: "keep" }, place)).toEqual(["for ever", "for ever"]);
      expect(tolerations({ onNodeLoss: { evictAfter: 120 } }, place)).toEqual([120, 120]);
    }
  });
});
