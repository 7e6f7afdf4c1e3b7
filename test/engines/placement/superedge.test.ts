import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { effectOf } from "../../../compiler/plan/effect.ts";
import { validateObject } from "../../../compiler/validate-object.ts";
import type { App } from "../../../constructs/app.ts";
import type { Zone } from "../../../constructs/zone.ts";
import type { ObjectsArtifact } from "../../../engines/artifact.ts";
import { gridKinds } from "../../../engines/placement/superedge/kinds.ts";
import { superedge } from "../../../engines/placement/superedge/superedge.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { yamlText } from "../../../model/yaml-text.ts";
import { allFiles, shippedProfiles } from "../../compile-fleet.ts";
import { app as appEntry, nodes, zone as zoneEntry } from "../../evolution/entries.ts";
import { compileTexts } from "../../evolution/evolve.ts";
import { FleetData, set } from "../../evolution/fleet.ts";
import { expectTree } from "../golden-tree.ts";
import { shop } from "./shop.ts";

const golden = (name: string) => `${import.meta.dirname}/golden/superedge/${name}`;

const lower = (app: App, zones: readonly Zone[], sites?: readonly string[]) =>
  superedge.lower({
    app,
    cluster: { kind: "hub", region: "guangdong" },
    tenant: { name: app.spec.tenant, namespace: app.namespace },
    zones: zones.map((zone) => ({ zone, suffix: zone.name, nodeSelector: { "flotilla.dev/zone": zone.name }, sites })),
  }) as readonly ObjectsArtifact[];
const objects = (app: App, zones: readonly Zone[], sites?: readonly string[]) =>
  lower(app, zones, sites).flatMap((each) => each.objects);
const place = (differences: object = {}) => {
  const { app, shenzhen, zhuhai } = shop(differences);
  return objects(app, [shenzhen, zhuhai]);
};

interface Template {
  readonly replicas: number;
  readonly selector: unknown;
  readonly template: {
    readonly metadata: { readonly labels: Readonly<Record<string, string>> };
    readonly spec: Readonly<Record<string, unknown>>;
  };
}
interface GridSpec {
  readonly gridUniqKey: string;
  readonly defaultTemplateName: string;
  readonly template: Template;
  readonly templatePool?: Readonly<Record<string, Template>>;
  readonly templates?: Readonly<Record<string, string>>;
}
const gridOf = (made: readonly KubernetesObject[]) =>
  made.find(({ kind }) => /^(Deployment|StatefulSet)Grid$/.test(kind)) as KubernetesObject;
const specOf = (made: readonly KubernetesObject[]) => gridOf(made)["spec"] as unknown as GridSpec;

describe("golden trees", () => {
  test("an app in two zones of a hub is one grid with a template for the zone that differs, and one Service", () => {
    expectTree(place(), golden("two-zones"));
  });

  test("an app with a claim is a grid of StatefulSets, with a claim a zone", () => {
    expectTree(
      place({ replicas: 1, zones: {}, volumes: [{ name: "data", path: "/var/lib/checkout", size: "5Gi" }] }),
      golden("claim"),
    );
  });
});

test("every object fits the schema of its kind, whatever an app may have", () => {
  const rich = place({
    replicas: 1,
    zones: {},
    command: ["/checkout"],
    secrets: [{ name: "API_KEY", from: "retail/checkout", property: "key" }],
    probes: { readiness: "/ready", liveness: { tcp: "http", periodSeconds: 30 }, startup: { exec: ["/up"] } },
    volumes: [
      { name: "cache", path: "/cache", emptyDir: "64Mi" },
      { name: "settings", path: "/etc/checkout", files: { "tills.yaml": "tills: 4\n" } },
    ],
    initContainers: [
      {
        name: "migrate",
        image: "registry.panji.example/retail/migrate:1.0.0",
        resources: { cpu: "50m", memory: "64Mi" },
      },
    ],
    architectures: ["arm64"],
  });
  expect([...rich, ...place()].flatMap(validateObject)).toEqual([]);
});

describe("templates", () => {
  test("a zone without a difference has the grid's own template, and so has one that no file names", () => {
    const { defaultTemplateName, templates } = specOf(place());
    expect(defaultTemplateName).toBe("default");
    expect(templates).toEqual({ shenzhen: "zone-shenzhen" });
  });

  test("an app that selects zones or labels has no pods in a zone that it does not name", () => {
    for (const select of [{ zones: ["shenzhen", "zhuhai"] }, { labels: { customer: "mall" } }]) {
      const { defaultTemplateName, templatePool, templates } = specOf(place({ select }));
      expect(defaultTemplateName).toBe("absent");
      expect(templatePool?.["absent"]?.replicas).toBe(0);
      expect(templates).toEqual({ shenzhen: "zone-shenzhen", zhuhai: "default" });
    }
  });

  test("sites that labels select are those of the zone's own template", () => {
    const { app, zhuhai } = shop({ select: { labels: { customer: "mall" } } });
    const { templatePool } = specOf(objects(app, [zhuhai], ["zh-mall-01"]));
    expect(JSON.stringify(templatePool?.["zone-zhuhai"])).toContain('"values":["zh-mall-01"]');
  });

  // The children keep their selector for life; with another one the controller tries for ever.
  test("all templates have one selector, so that a zone may get its own template later", () => {
    const { template, templatePool = {} } = specOf(place({ select: { zones: ["shenzhen", "zhuhai"] } }));
    const selectors = [template, ...Object.values(templatePool)].map(({ selector }) => JSON.stringify(selector));
    expect(new Set(selectors).size).toBe(1);
  });

  // A template without it ends the controller: superedge v0.9.0 controller/deployment/util IsReplicasChanged.
  test("every template says how many replicas it has", () => {
    const { template, templatePool = {} } = specOf(place());
    expect([template, ...Object.values(templatePool)].map(({ replicas }) => typeof replicas)).toEqual([
      "number",
      "number",
    ]);
  });

  // Its Go types are those of Kubernetes 1.22: the wait would arrive empty, and the zone would get nothing.
  test("no template has a field that came after Kubernetes 1.22", () => {
    expect(JSON.stringify(place())).not.toContain("preStop");
  });

  test("the pods of a zone are told apart by the zone's name, by which the platform grants things", () => {
    const made = place({ secrets: [{ name: "API_KEY", from: "retail/checkout", property: "key" }], zones: {} });
    const { templatePool = {}, defaultTemplateName } = specOf(made);
    expect(templatePool["zone-zhuhai"]?.template.metadata.labels).toMatchObject({
      "app.kubernetes.io/instance": "checkout-zhuhai",
    });
    expect(defaultTemplateName).toBe("absent");
  });
});

describe("what the controller writes", () => {
  test("is left to it by delivery, in every template", () => {
    const { app, shenzhen, zhuhai } = shop();
    const ignored = lower(app, [shenzhen, zhuhai]).flatMap((each) => each.ignored ?? []);
    expect(ignored).toMatchObject([{ group: "superedge.io", kind: "DeploymentGrid", name: "checkout" }]);
    expect(ignored[0]?.pointers).toContain(
      "/spec/templatePool/zone-shenzhen/template/metadata/labels/superedge.io~1template-hash-key",
    );
  });
});

describe("what a change does", () => {
  const change = (before: object, after: object) => {
    const text = (differences: object) => yamlText(gridOf(place(differences)) as never);
    const path = "hub/platform/80-apps-retail/deploymentgrid_shops_checkout.yaml";
    const texts = { before: text(before), after: text(after) };
    return effectOf({ repository: "guangdong", path, construct: "panji", ...texts, isOrphaned: false }, gridKinds);
  };

  test("another image restarts pods, another number of replicas does not", () => {
    expect(change({}, { image: "registry.panji.example/retail/checkout:2.5.0" })).toBe("restarts pods");
    expect(change({}, { replicas: 4 })).toBe("no restart");
  });

  test("a difference of one zone restarts the pods there", () => {
    // It had the template of all, as a zone has that is in no list.
    expect(
      change({ zones: {} }, { zones: { zhuhai: { image: "registry.panji.example/retail/checkout:2.5.0" } } }),
    ).toBe("restarts pods");
    const select = { zones: ["shenzhen", "zhuhai"] };
    expect(
      change(
        { zones: {}, select },
        { select, zones: { zhuhai: { image: "registry.panji.example/retail/checkout:2.5.0" } } },
      ),
    ).toBe("restarts pods");
  });
});

describe("a zone that the app leaves", () => {
  const effect = (before: readonly KubernetesObject[], after: readonly KubernetesObject[]) => {
    const { onChange } = gridKinds["DeploymentGrid.superedge.io"] ?? {};
    return typeof onChange === "function" && onChange(gridOf(before), gridOf(after));
  };

  test("loses its pods, and one that comes to it restarts nothing", () => {
    const [both, one] = [["shenzhen", "zhuhai"], ["zhuhai"]].map((zones) => {
      const { app, shenzhen, zhuhai } = shop({ select: { zones } });
      return objects(app, zones.length > 1 ? [shenzhen, zhuhai] : [zhuhai]);
    }) as [KubernetesObject[], KubernetesObject[]];
    expect(effect(both, one)).toBe("stops pods");
    expect(effect(one, both)).toBe("no restart");
    expect(effect(place({ zones: {} }), one)).toBe("stops pods");
  });

  // Its servers have their labels until its sites are gone from the files.
  test("has no pods of an app for all zones from the moment its sites are retired", () => {
    const compiled = (state: "active" | "retired") => {
      const fleet = new FleetData();
      fleet.apps.splice(0, fleet.apps.length, appEntry("retail", "beacon", { placement: "superedge" }));
      const mall = (name: string, block: string, fields: object = {}) =>
        nodes(name, block, { profile: "edge-superedge@1.0.0", ...fields });
      fleet.zones.splice(
        0,
        fleet.zones.length,
        zoneEntry("hunan", "changsha", [mall("cs-mall-01", "10.43.1")]),
        zoneEntry("hunan", "yueyang", [mall("yy-mall-01", "10.43.2", { state })]),
      );
      const { result, contents } = compileTexts(fleet.texts(), shippedProfiles);
      expect(result.diagnostics.filter(({ code }) => code === "engine/unsupported")).toEqual([]);
      const [text] = [...allFiles(contents)].flatMap(([path, each]) => (/deploymentgrid_/.test(path) ? [each] : []));
      return parse(text ?? "") as KubernetesObject;
    };
    const [before, after] = [compiled("active"), compiled("retired")];
    expect((before["spec"] as unknown as GridSpec).templates).toBeUndefined();
    expect((after["spec"] as unknown as GridSpec).templates).toEqual({ yueyang: "absent" });
    expect(effect([before], [after])).toBe("stops pods");
  });
});

test("of a retired app the claims are all that is left", () => {
  const made = place({
    state: "retired",
    replicas: 1,
    zones: {},
    volumes: [{ name: "data", path: "/var/lib/checkout", size: "5Gi" }],
  });
  expect(made.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    "PersistentVolumeClaim checkout-shenzhen-data",
    "PersistentVolumeClaim checkout-zhuhai-data",
  ]);
});

describe("refusals, each with a way out", () => {
  /** Findings of a fleet with a site of SuperEdge in Shenzhen, and an app that is put there. */
  const refused = (fields: object) => {
    const fleet = new FleetData();
    fleet.apps.splice(0);
    fleet
      .zone("shenzhen")
      .sites.push(
        nodes("sz-arcade-01", "10.44.90", { profile: "edge-superedge@1.0.0", labels: { customer: "arcade" } }),
      );
    set(fleet.zone("changsha"), { zone: "c".repeat(25) });
    fleet.apps.push(
      appEntry("retail", "directory", {
        placement: "superedge",
        select: { labels: { customer: "arcade" } },
        ...fields,
      }),
    );
    return compileTexts(fleet.texts(), shippedProfiles)
      .result.diagnostics.filter(({ code }) => code === "engine/unsupported")
      .map(({ message, hint }) => `${message} | ${hint}`);
  };

  test("nothing of an ordinary app", () => {
    expect(refused({})).toEqual([]);
  });

  test.each([
    ["a job", { kind: "job", ports: [] }, /a job: .*\| placement: native/],
    [
      "a limit for lost servers in a zone of one",
      { onNodeLoss: { evictAfter: 60 } },
      /1 of the 3 servers .*\| onNodeLoss: keep/,
    ],
    ["an Ingress", { expose: { hosts: ["directory.example.com"] } }, /an Ingress: .*\| placement: native/],
    ["sites that are not its own", { select: {} }, /whose servers are no nodes of a hub by SuperEdge \| narrow select/],
    [
      "a name that is too long for a StatefulSet",
      { name: "d".repeat(30), ports: [], replicas: 1, volumes: [{ name: "data", path: "/data", size: "1Gi" }] },
      /may have 52 \| a shorter name/,
    ],
  ])("%s", (_, fields, expected) => {
    const found = refused(fields);
    expect(found.length).toBeGreaterThan(0);
    expect(found.some((each) => expected.test(each))).toBe(true);
  });
});

test("a federated app is refused, because the federation does not know what a grid makes", () => {
  const fleet = new FleetData();
  set(fleet.app("signage"), { placement: "superedge", federate: { regions: "all" } });
  const messages = compileTexts(fleet.texts(), shippedProfiles).result.diagnostics.map(({ message }) => message);
  expect(messages.some((each) => each.includes("grids that the centre hands out"))).toBe(true);
});
