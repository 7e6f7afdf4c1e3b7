import { describe, expect, test } from "vitest";
import { validateObject } from "../../../compiler/validate-object.ts";
import type { App } from "../../../constructs/app.ts";
import type { Zone } from "../../../constructs/zone.ts";
import type { ObjectsArtifact } from "../../../engines/artifact.ts";
import { openyurt } from "../../../engines/placement/openyurt/openyurt.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { shippedProfiles } from "../../compile-fleet.ts";
import { cluster, app as entry, nodes, zone as zoneEntry } from "../../evolution/entries.ts";
import { compileTexts } from "../../evolution/evolve.ts";
import { FleetData } from "../../evolution/fleet.ts";
import { expectTree } from "../golden-tree.ts";
import { shop } from "./shop.ts";

const golden = (name: string) => `${import.meta.dirname}/golden/openyurt/${name}`;

interface Tweaked {
  readonly pools?: readonly string[];
  readonly nodepoolSelector?: object;
  readonly tweaks: {
    readonly replicas?: number;
    readonly containerImages?: readonly object[];
    readonly patches?: readonly { readonly path: string; readonly operation: string; readonly value?: unknown }[];
  };
}

interface SetSpec {
  readonly pools: readonly string[];
  readonly workload: {
    readonly workloadTemplate: { readonly deploymentTemplate: { readonly spec: JsonObject } };
    readonly workloadTweaks?: readonly Tweaked[];
  };
}

const lower = (app: App, ...zones: readonly Zone[]) =>
  openyurt.lower({
    app,
    cluster: { kind: "hub", region: "guangdong" },
    tenant: { name: app.spec.tenant, namespace: app.namespace },
    zones: zones.map((zone) => ({ zone, suffix: zone.name, nodeSelector: { "flotilla.dev/zone": zone.name } })),
  }) as readonly (ObjectsArtifact & { readonly owner: string })[];
const objects = (app: App, ...zones: readonly Zone[]) => lower(app, ...zones).flatMap((each) => each.objects);
const setOf = (all: readonly KubernetesObject[]) =>
  all.find(({ kind }) => kind === "YurtAppSet")?.["spec"] as unknown as SetSpec;
const tweaksOf = (all: readonly KubernetesObject[]) => setOf(all).workload.workloadTweaks ?? [];

describe("golden trees", () => {
  test("an app is one YurtAppSet with what differs by zone, one Service, and a ConfigMap a zone", () => {
    const { app, shenzhen, zhuhai } = shop();
    expectTree(objects(app, shenzhen, zhuhai), golden("two-zones"));
  });

  test("an app that a zone exposes has a Service and an Ingress there", () => {
    const expose = { hosts: ["shop.panji.example"], path: "/" };
    const { app, shenzhen, zhuhai } = shop({ config: {}, zones: { zhuhai: { expose } } });
    expectTree(objects(app, shenzhen, zhuhai), golden("exposed"));
  });
});

test("the template of all pools is a Deployment that Kubernetes' schema takes, and says nothing of a zone", () => {
  const { app, shenzhen, zhuhai } = shop();
  const { deploymentTemplate } = setOf(objects(app, shenzhen, zhuhai)).workload.workloadTemplate;
  const deployment = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "checkout" },
    ...deploymentTemplate,
  };
  expect(validateObject({ ...deployment, metadata: { name: "checkout", namespace: "shops" } })).toEqual([]);
  expect(JSON.stringify(deploymentTemplate)).not.toMatch(/shenzhen|zhuhai/);
});

test("where nothing differs, another zone is one more name in the list and nothing else", () => {
  const { app, shenzhen, zhuhai } = shop({ zones: {} });
  const [one, two] = [setOf(objects(app, shenzhen)), setOf(objects(app, zhuhai, shenzhen))];
  expect(two.workload).toEqual(one.workload);
  expect([one.pools, two.pools]).toEqual([["shenzhen"], ["shenzhen", "zhuhai"]]);
});

test("what a region has otherwise is common to its pools", () => {
  const { app, shenzhen } = shop({
    zones: {},
    regions: { guangdong: { replicas: 5, config: { MAP: "pearl-river" } } },
  });
  const all = objects(app, shenzhen);
  expect(setOf(all).workload.workloadTemplate.deploymentTemplate.spec["replicas"]).toBe(5);
  expect(tweaksOf(all).filter(({ pools }) => pools)).toEqual([]);
});

describe("what differs in one zone is a tweak of its pool", () => {
  const image = "registry.panji.example/retail/checkout:2.5.0";
  const ofShenzhen = (differences: object, base: object = {}) => {
    const { app, shenzhen, zhuhai } = shop({ ...base, zones: { shenzhen: differences } });
    return tweaksOf(objects(app, shenzhen, zhuhai)).find(({ pools }) => pools?.includes("shenzhen"))?.tweaks;
  };

  test.each([
    ["replicas", { replicas: 3 }, {}, { replicas: 3 }],
    ["the image", { image }, {}, { containerImages: [{ name: "checkout", targetImage: image }] }],
    [
      "how pods are exchanged, once there is one",
      { replicas: 1 },
      {},
      { patches: [{ path: "/spec/strategy", value: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } } }] },
    ],
    [
      "configuration where the others have none",
      { config: { A: "1" } },
      { config: {} },
      {
        patches: [
          { path: "/spec/template/metadata/annotations", operation: "add" },
          {
            path: "/spec/template/spec/containers/0/envFrom",
            value: [{ configMapRef: { name: "checkout-shenzhen" } }],
          },
        ],
      },
    ],
    [
      "a secret of the store",
      { secrets: [{ name: "KEY", from: "retail/checkout", property: "key" }] },
      {},
      {
        patches: [
          {
            path: "/spec/template/spec/containers/0/env",
            value: [{ name: "KEY", valueFrom: { secretKeyRef: { name: "checkout-shenzhen", key: "KEY" } } }],
          },
        ],
      },
    ],
    [
      "traffic that the platform grants by a label",
      { egress: [{ cidr: "10.9.0.0/24", ports: [443] }] },
      {},
      { patches: [{ path: "/spec/template/metadata/labels/app.kubernetes.io~1instance", value: "checkout-shenzhen" }] },
    ],
  ])("%s", (_, differences, base, tweaks) => {
    expect(ofShenzhen(differences, base)).toMatchObject(tweaks);
  });

  test("a Secret that is there already has the same name in every zone", () => {
    const { app, shenzhen } = shop({ zones: {}, secrets: [{ name: "KEY", secret: "checkout-api", key: "token" }] });
    expect(JSON.stringify(tweaksOf(objects(app, shenzhen)))).not.toContain("checkout-api");
  });
});

test("claims and files of a zone are found by the name of the pool, in one tweak for all", () => {
  const { app, shenzhen } = shop({
    replicas: 1,
    zones: {},
    volumes: [
      { name: "data", path: "/var/lib/checkout", size: "1Gi" },
      { name: "settings", path: "/etc/checkout", files: { "a.yaml": "a: 1\n" } },
    ],
  });
  const all = objects(app, shenzhen);
  const [every] = tweaksOf(all);
  expect(every?.nodepoolSelector).toEqual({});
  expect(every?.tweaks.patches?.map(({ value }) => String(value).replace("{{nodepool-name}}", "shenzhen"))).toEqual([
    "checkout-shenzhen",
    "checkout-shenzhen-data",
    "checkout-shenzhen-settings",
  ]);
  const names = all.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(names).toContain("PersistentVolumeClaim checkout-shenzhen-data");
  expect(names).toContain("ConfigMap checkout-shenzhen-settings");
});

test("pods tolerate nothing without an end but the servers of sites, which yurt-manager would panic at", () => {
  const { app, shenzhen } = shop();
  const { spec } = setOf(objects(app, shenzhen)).workload.workloadTemplate.deploymentTemplate.spec[
    "template"
  ] as unknown as {
    spec: { tolerations: unknown };
  };
  expect(spec.tolerations).toEqual([{ key: "node-role.kubernetes.io/edge", operator: "Exists", effect: "NoSchedule" }]);
});

test("a retired app keeps its claims and loses everything else", () => {
  const { app, shenzhen } = shop({
    state: "retired",
    replicas: 1,
    zones: {},
    volumes: [{ name: "data", path: "/data", size: "1Gi" }],
  });
  expect(objects(app, shenzhen).map(({ kind }) => kind)).toEqual(["PersistentVolumeClaim"]);
});

describe("what a change of the set does", () => {
  const effect = (before: object, after: object, zonesAfter: "one" | "two" = "two") => {
    const setIn = (differences: object, zones: "one" | "two") => {
      const { app, shenzhen, zhuhai } = shop({ zones: {}, ...differences });
      return objects(app, ...(zones === "two" ? [shenzhen, zhuhai] : [shenzhen])).find(
        ({ kind }) => kind === "YurtAppSet",
      );
    };
    const onChange = openyurt.kinds["YurtAppSet.apps.openyurt.io"]?.onChange;
    return typeof onChange === "function" && onChange(setIn(before, "two"), setIn(after, zonesAfter));
  };

  test("a difference in one zone replaces the pods of all, since OpenYurt keeps one revision", () => {
    expect(effect({}, { zones: { zhuhai: { replicas: 4 } } })).toBe("restarts pods");
  });

  test("a zone that the app leaves loses its pods", () => {
    expect(effect({}, {}, "one")).toBe("stops pods");
  });

  test("what is the same replaces nothing", () => {
    expect(effect({}, {})).toBe("no restart");
  });
});

describe("what is not supported", () => {
  const asked = (differences: object) => openyurt.unsupported(shop(differences).app).map(({ requested }) => requested);

  test.each([
    ["a job", { kind: "job", replicas: undefined, ports: [], zones: {} }, "a job in pools of nodes"],
    ["an app of the centre", { federate: { regions: "all" } }, "that the centre hands out"],
    ["a selection by labels of sites", { select: { labels: { customer: "metro" } } }, "replaces the pods of all zones"],
  ])("%s is told with its reason", (_, differences, reason) => {
    expect(asked(differences)).toEqual([expect.stringContaining(reason)]);
  });

  test("an app that differs by zone is fine", () => {
    expect(asked({})).toEqual([]);
  });

  test("a site that is planned or given up is none that the app is put at", () => {
    const found = (state: "active" | "planned" | "retired") => {
      const fleet = new FleetData();
      fleet.apps.splice(0, fleet.apps.length, entry("retail", "queue", { ...select, placement: "openyurt" }));
      fleet.zones.push(
        zoneEntry("guangdong", "foshan", [
          nodes("fs-mall-01", "10.44.5", { profile: "edge-openyurt@1.0.0" }),
          cluster("fs-mall-02", "10.44.6", { state }),
        ]),
      );
      const { diagnostics } = compileTexts(fleet.texts(), shippedProfiles).result;
      return diagnostics.filter(({ code }) => code === "engine/unsupported").map(({ message }) => message);
    };
    const select = { select: { zones: ["foshan"] } };
    expect(found("active")).toEqual([expect.stringContaining("fs-mall-02")]);
    expect([found("planned"), found("retired")]).toEqual([[], []]);
  });
});
