import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { edgeApplicationKinds } from "../../../engines/placement/kubeedge/kinds.ts";
import type { AppSpec } from "../../../model/app-file.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { allFiles, shippedProfiles } from "../../compile-fleet.ts";
import { app, cluster, host, nodes, type SystemFile, zone } from "../../evolution/entries.ts";
import { compileTexts } from "../../evolution/evolve.ts";
import { FleetData, set } from "../../evolution/fleet.ts";
import { expectTree } from "../golden-tree.ts";

const golden = (name: string) => `${import.meta.dirname}/golden/kubeedge/${name}`;

/** A fleet in which the app selects two sites of one zone and one of another, all of them nodes of one hub. */
function compiled(differences: object = {}, change: (fleet: FleetData) => unknown = () => {}) {
  const fleet = new FleetData();
  fleet.apps.splice(0);
  fleet.zones.push(
    zone("guangdong", "foshan", [
      nodes("fs-kiosk-01", "10.44.5", { labels: { kiosk: "yes" } }),
      nodes("fs-kiosk-02", "10.44.6", { labels: { kiosk: "yes" } }),
    ]),
    zone("guangdong", "zhuhai", [nodes("zh-kiosk-01", "10.44.7", { labels: { kiosk: "yes" } })]),
  );
  fleet.apps.push(
    app("retail", "kiosk", {
      ports: [],
      config: { LANGUAGE: "zh-CN", MAP: "default" },
      select: { labels: { kiosk: "yes" } },
      placement: "kubeedge",
      ...differences,
    }),
  );
  change(fleet);
  return compileTexts(fleet.texts(), shippedProfiles);
}

function objects(differences: object = {}): readonly KubernetesObject[] {
  const files = [...allFiles(compiled(differences).contents)];
  return files
    .filter(([path]) => /guangdong\/hub\/platform\/80-(edge-apps-retail|prefetch)\/(?!kustomization)/.test(path))
    .map(([, text]) => parse(text) as KubernetesObject);
}

const image = (name: string) => `registry.panji.example/retail/${name}:1.0.0@sha256:${"a1".repeat(32)}`;

function refusals(differences: object, change?: (fleet: FleetData) => unknown) {
  const { loaded, result } = compiled(differences, change);
  const found = [...loaded.diagnostics, ...result.diagnostics].filter(({ code }) => code === "engine/unsupported");
  return found.map(({ message, hint, at }) => ({ message, hint, at: at?.path?.join(".") }));
}

describe("golden trees", () => {
  test("an app is one object whose targets are the sites, each with what differs in its zone", () => {
    expectTree(
      objects({
        regions: { guangdong: { config: { MAP: "pearl-river" } } },
        zones: {
          foshan: {
            replicas: 2,
            image: `registry.panji.example/retail/kiosk:1.1.0@sha256:${"b2".repeat(32)}`,
            config: { LANGUAGE: "en-GB", SCREEN: "tall" },
          },
        },
      }),
      golden("zones"),
    );
  });

  test("secrets are those of the zone, in each container that asks for them, and files lie beside", () => {
    expectTree(
      objects({
        architectures: ["amd64"],
        secrets: [
          { name: "API_KEY", from: "retail/kiosk", property: "key" },
          { name: "TILL_KEY", secret: "tills", key: "kiosk" },
        ],
        volumes: [
          { name: "scratch", path: "/tmp", emptyDir: "64Mi" },
          { name: "maps", path: "/etc/maps", files: { "maps.yaml": "north: up\n" } },
        ],
        containers: [
          {
            name: "exporter",
            image: `registry.panji.example/retail/exporter:1.0.0@sha256:${"c3".repeat(32)}`,
            resources: { cpu: "10m", memory: "32Mi" },
            secrets: [{ name: "TOKEN", from: "retail/exporter" }],
          },
        ],
      }),
      golden("secrets"),
    );
  });
});

describe("images of the next version", () => {
  const prefetch = [image("kiosk").replace(":1.0.0", ":2.0.0")];
  const jobs = (differences: object) => objects(differences).filter(({ kind }) => kind === "ImagePrePullJob");

  test("are fetched by one job a zone before the app changes to them", () => {
    expectTree(jobs({ prefetch }), golden("prefetch"));
  });

  test("change nothing of the app itself, and make another job when they are others", () => {
    const application = (differences: object) => objects(differences).find(({ kind }) => kind === "EdgeApplication");
    expect(application({ prefetch })).toEqual(application({}));
    const names = (images: readonly string[]) => jobs({ prefetch: images }).map(({ metadata }) => metadata.name);
    expect(names(prefetch).filter((name) => names([image("till")]).includes(name))).toEqual([]);
  });

  test("break no rule", () => {
    const { loaded, result } = compiled({ prefetch });
    expect([...loaded.diagnostics, ...result.diagnostics].filter(({ severity }) => severity === "error")).toEqual(
      compiled().result.diagnostics.filter(({ severity }) => severity === "error"),
    );
  });

  test("of a registry with credentials are told, since those of containerd are not used for them", () => {
    const found = refusals({ prefetch }, (fleet) =>
      set(fleet.fleet, { registries: [{ host: "registry.panji.example", pullSecret: "mirror" }] }),
    );
    expect(found).toContainEqual(
      expect.objectContaining({ at: "prefetch.0", hint: expect.stringContaining("hosts.toml") }),
    );
  });

  test("are held to the rules of all images", () => {
    const { diagnostics } = compiled({ prefetch: ["elsewhere.example/kiosk:latest"] }).result;
    const found = diagnostics.filter(({ at }) => at?.path?.join(".") === "prefetch.0").map(({ code }) => code);
    expect(found).toEqual(expect.arrayContaining(["FLT-SEC-001"]));
  });

  test.each(["native", "superedge", "openyurt"])(
    "are refused with placement: %s, which fetches nothing ahead",
    (placement) => {
      expect(refusals({ placement, prefetch })).toContainEqual(
        expect.objectContaining({ at: "prefetch", hint: expect.stringContaining("placement: kubeedge") }),
      );
    },
  );
});

const effect = (before: object, after: object) => {
  const facts = edgeApplicationKinds["EdgeApplication.apps.kubeedge.io"];
  const { onChange } = facts ?? {};
  const of = (differences: object) => objects(differences).find(({ kind }) => kind === "EdgeApplication");
  return typeof onChange === "function" ? onChange(of(before), of(after)) : onChange;
};

test.each([
  ["more replicas in a zone", { zones: { foshan: { replicas: 3 } } }, "no restart"],
  ["another word in the configuration of a zone", { zones: { foshan: { config: { MAP: "old" } } } }, "restarts pods"],
  ["another image", { image: `registry.panji.example/retail/kiosk:2.0.0@sha256:${"d4".repeat(32)}` }, "restarts pods"],
  ["a zone less", { select: { zones: ["zhuhai"] } }, "stops pods"],
])("%s has the effect that the controller has", (_, after, expected) => {
  expect(effect({}, after)).toBe(expected);
});

test("what runs in a zone of its own image is fetched, with its digest", () => {
  const image = `registry.panji.example/retail/kiosk:1.1.0@sha256:${"b2".repeat(32)}`;
  const facts = edgeApplicationKinds["EdgeApplication.apps.kubeedge.io"];
  const found = objects({ zones: { foshan: { image } } }).flatMap((each) => facts?.pulls?.(each, () => []) ?? []);
  expect(found.map(({ reference }) => reference)).toEqual([
    `registry.panji.example/retail/kiosk:1.0.0@sha256:${"a1".repeat(32)}`,
    `registry.panji.example/retail/kiosk@sha256:${"b2".repeat(32)}`,
    `registry.panji.example/retail/kiosk@sha256:${"b2".repeat(32)}`,
  ]);
});

describe("what groups of nodes cannot carry is refused", () => {
  const init: AppSpec["initContainers"][number] = {
    name: "fetch",
    image: `registry.panji.example/retail/fetch:1.0.0@sha256:${"c3".repeat(32)}`,
    resources: { cpu: "10m", memory: "32Mi" },
    secrets: [{ name: "TOKEN", from: "retail/kiosk" }],
  } as never;

  test.each([
    ["a job", { kind: "job" }, "kind", /one Deployment a group/],
    ["a claim", { volumes: [{ name: "data", path: "/data", size: "1Gi" }] }, "volumes.0.size", /share one/],
    ["secrets before the app starts", { initContainers: [init] }, "initContainers.0.secrets", /containers that stay/],
    [
      "clients outside",
      { ports: [{ name: "http", port: 8080 }], expose: { hosts: ["kiosk.panji.example"] } },
      "expose",
      /ingress controller/,
    ],
  ])("%s", (_, differences, at, message) => {
    const found = refusals(differences);
    expect(found).toEqual([expect.objectContaining({ at, message: expect.stringMatching(message) })]);
    expect(found[0]?.hint).toMatch(/placement: native/);
  });

  test("a site that is a cluster", () => {
    const found = refusals({}, (fleet) =>
      fleet
        .zone("zhuhai")
        .sites.push(
          cluster("zh-mall-01", "10.44.8", { labels: { kiosk: "yes" }, hosts: [host("zh-mall-01-a", "10.44.8.11")] }),
        ),
    );
    expect(found).toEqual([
      expect.objectContaining({ message: expect.stringMatching(/zhuhai\/zh-mall-01, whose servers/) }),
    ]);
  });

  test("a site that is planned or given up is none that the app is put at", () => {
    const found = refusals({}, (fleet) =>
      fleet
        .zone("zhuhai")
        .sites.push(
          cluster("zh-mall-01", "10.44.8", { labels: { kiosk: "yes" }, state: "planned" }),
          cluster("zh-mall-02", "10.44.9", { labels: { kiosk: "yes" }, state: "retired" }),
        ),
    );
    expect(found).toEqual([]);
  });

  test("an order in which apps of a system start", () => {
    const system = (after: readonly string[]) => (fleet: FleetData) => {
      const part = { resources: { cpu: "10m", memory: "16Mi" } };
      fleet.systems.push({
        name: "shop",
        tenant: "retail",
        version: "1",
        versions: { "1": { ledger: image("ledger"), till: image("till") } },
        select: { labels: { kiosk: "yes" } },
        placement: "kubeedge",
        apps: [
          { ...part, name: "ledger" },
          { ...part, name: "till", after },
        ],
      } as SystemFile);
    };
    expect(refusals({}, system([]))).toEqual([]);
    expect(refusals({}, system(["ledger"]))).toEqual([
      {
        message: expect.stringContaining("an app in groups of nodes that waits for shop-ledger"),
        hint: "let the app itself wait, or use placement: native",
        at: "apps.1.after",
      },
    ]);
  });

  test("no name that an app makes on another hub", () => {
    const found = refusals({ select: { zones: ["foshan", "zhuhai"] } }, (fleet) => {
      fleet.zones.push(zone("hunan", "changsha", [nodes("fs-kiosk-09", "10.43.5")]));
      set(fleet.site("zh-kiosk-01"), { name: "kiosk-01" });
      set(fleet.site("fs-kiosk-09"), { name: "01" });
      fleet.apps.push(
        app("retail", "kiosk-kiosk", { ports: [], select: { zones: ["changsha"] }, placement: "kubeedge" }),
      );
    });
    expect(found).toEqual([]);
  });

  test("a name that another app makes on the same hub", () => {
    const found = refusals({}, (fleet) => {
      fleet.apps.push(app("retail", "kiosk-fs", { ports: [], select: { zones: ["foshan"] }, placement: "kubeedge" }));
      set(fleet.site("fs-kiosk-01"), { name: "kiosk-01" });
      set(fleet.site("zh-kiosk-01"), { name: "fs-kiosk-01" });
    });
    expect(found.map(({ message }) => message)).toEqual([
      expect.stringMatching(/kiosk-fs-kiosk-01, which the app kiosk-fs has/),
      expect.stringMatching(/kiosk-fs-kiosk-01, which the app kiosk has/),
    ]);
  });
});
