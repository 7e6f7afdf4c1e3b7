import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { validateObject } from "../../../compiler/validate-object.ts";
import { isProtected } from "../../../engines/protection.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { CapiMetal3Provisioner } from "../../../model/provisioner.ts";
import { expectTree } from "../golden-tree.ts";
import { agentBootstrap, type ExampleSite, exampleSite } from "./example-site.ts";
import { type Example, lower, objectsOf, ofKind, provisioner, spec, three, two } from "./metal3-site.ts";

const golden = (name: string) => `${import.meta.dirname}/golden/capi-metal3/${name}`;

describe("golden trees", () => {
  test("one server is a control plane with everything on it", () => {
    expectTree(objectsOf(), golden("one"));
  });

  test("a worker of another architecture has templates and a deployment of its own", () => {
    const example = {
      roles: two,
      hosts: [{}, { arch: "amd64" }],
      network: { vlan: 112 },
      parameters: { ntp: ["10.44.0.1"], sshKeys: ["ssh-ed25519 AAAA operator"] },
    };
    expectTree(objectsOf(example), golden("two"));
  });

  test("three control planes roll without a spare server", () => {
    expectTree(objectsOf({ roles: three }), golden("three"));
  });

  // Released from a restored hub, servers that nobody has claimed would be inspected, which restarts them.
  test("a held cluster is paused, with its servers", () => {
    expectTree(objectsOf({ state: "held" }), golden("held"));
  });

  test("a retired site is the same without protection from pruning", () => {
    expectTree(objectsOf({ state: "retired" }), golden("retired"));
  });
});

describe("a hub that comes back from a back-up", () => {
  const restoring = objectsOf({ roles: three, hubState: "restoring" });

  // A hub made again from Git alone installs every server of its region anew.
  test("finds cluster and servers paused, and all else as it was", () => {
    expect(spec(ofKind(restoring, "Cluster")[0])["paused"]).toBe(true);
    const paused = { annotations: { "baremetalhost.metal3.io/paused": "flotilla.dev/restoring" } };
    for (const host of ofKind(restoring, "BareMetalHost")) expect(host.metadata).toMatchObject(paused);
    const unchanged = (each: KubernetesObject) => !["Cluster", "BareMetalHost"].includes(each.kind);
    expect(restoring.filter(unchanged)).toEqual(objectsOf({ roles: three }).filter(unchanged));
  });

  test("makes an object that the operator's own schema takes", () => {
    for (const each of restoring) expect(validateObject(each)).toEqual([]);
  });
});

describe("protection", () => {
  const annotationsOf = (state: string) => objectsOf({ state }).map((object) => object.metadata.annotations ?? {});

  test("no object of a living site but its health checks is pruned by Flux or Argo CD", () => {
    const isPruned = ({ kind }: KubernetesObject) => /HealthCheck|Remediation/.test(kind);
    expect(objectsOf({ roles: three }).filter((each) => !isProtected(each))).toEqual(
      objectsOf({ roles: three }).filter(isPruned),
    );
    for (const state of ["shipped", "active", "held", "offline"]) {
      for (const annotations of annotationsOf(state)) {
        expect(annotations).toMatchObject({
          "kustomize.toolkit.fluxcd.io/prune": "disabled",
          "argocd.argoproj.io/sync-options": "Prune=false,Delete=false",
        });
      }
    }
  });

  test("a retired site differs from an active one in these annotations alone", () => {
    const bare = (object: KubernetesObject) => ({ ...object, metadata: { ...object.metadata, annotations: {} } });
    expect(objectsOf({ state: "retired" }).map(bare)).toEqual(objectsOf().map(bare));
    expect(annotationsOf("retired").flatMap(Object.keys)).toEqual(["flotilla.dev/mac", "flotilla.dev/timezone"]);
  });
});

/** Sites and settings that differ in everything a template may hold. */
const variation = fc.record({
  roles: fc.constantFrom(["control-plane"] as const, two, three, [...three, "worker"] as const),
  vlan: fc.constantFrom(undefined, 112, 113),
  ntp: fc.constantFrom([], ["10.44.0.1"]),
  dns: fc.constantFrom([], ["10.44.0.53"]),
  os: fc.constantFrom("os/a.qcow2", "os/b.raw"),
  maxSurge: fc.constantFrom(0 as const, 1 as const),
  pods: fc.constantFrom(undefined, "10.244.0.0/16"),
});
type Variation = typeof variation extends fc.Arbitrary<infer V> ? V : never;

function varied({ roles, vlan, ntp, dns, os, maxSurge, pods }: Variation): readonly KubernetesObject[] {
  const images = { ...provisioner.images, arm64: os };
  return objectsOf({ roles, network: { vlan, pods }, parameters: { ntp, dns } }, { maxSurge, images });
}

describe("what every site keeps", () => {
  test("a template has another name exactly when its body is another", { tags: "property" }, () => {
    const kinds = ["Metal3DataTemplate", "Metal3MachineTemplate", "KubeadmConfigTemplate"];
    fc.assert(
      fc.property(variation, variation, (a, b) => {
        for (const kind of kinds) {
          for (const one of ofKind(varied(a), kind)) {
            for (const other of ofKind(varied(b), kind)) {
              const isSameUse = one.metadata.name.slice(0, -8) === other.metadata.name.slice(0, -8);
              if (!isSameUse) continue;
              const hasSameBody = JSON.stringify(spec(one)) === JSON.stringify(spec(other));
              expect(one.metadata.name === other.metadata.name).toBe(hasSameBody);
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test("no object holds an empty object or an empty list, which Cluster API refuses", { tags: "property" }, () => {
    const empties = (value: unknown, path: string): string[] => {
      if (typeof value !== "object" || value === null) return [];
      const children = Object.entries(value);
      return children.length === 0 ? [path] : children.flatMap(([key, child]) => empties(child, `${path}.${key}`));
    };
    fc.assert(
      fc.property(variation, (example) => {
        expect(varied(example).flatMap((object) => empties(object, object.kind))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test("every object fits the schema of its kind, and every reference meets an object", { tags: "property" }, () => {
    fc.assert(
      fc.property(variation, (example) => {
        const objects = varied(example);
        expect(objects.flatMap(validateObject)).toEqual([]);
        const names = new Set(objects.map((object) => `${object.kind}/${object.metadata.name}`));
        const references = JSON.stringify(objects).matchAll(/"kind":"(\w+)","name":"([^"]+)"/g);
        const own = [...references].filter(([, kind]) => !["ClusterSecretStore", "IPPool"].includes(kind ?? ""));
        expect(own.length).toBeGreaterThan(3);
        for (const [, kind, name] of own) expect(names).toContain(`${kind}/${name}`);
      }),
      { numRuns: 40 },
    );
  });

  test("all objects lie in the site's own namespace", () => {
    const namespaces = objectsOf({ roles: [...three, "worker"] }).map(
      (object) => object.metadata.namespace ?? object.metadata.name,
    );
    expect(new Set(namespaces)).toEqual(new Set(["site-sz-nanshan-01"]));
  });

  test("no Secret is written; the BMC's account is named by the machine's id", () => {
    const objects = objectsOf({ roles: two });
    expect(ofKind(objects, "Secret")).toEqual([]);
    const keys = ofKind(objects, "ExternalSecret").map((object) => JSON.stringify(spec(object)["data"]));
    expect(keys[0]).toContain("bmc/4c4c4544-0051-3110-8052-b4c04f4e3330");
    expect(keys[1]).toContain("bmc/4c4c4544-0051-3110-8052-b4c04f4e3331");
  });
});

describe("rollouts", () => {
  const strategy = (example: Example, settings: Partial<CapiMetal3Provisioner> = {}) =>
    JSON.stringify(spec(ofKind(objectsOf(example, settings), "KubeadmControlPlane")[0])["rollout"]);

  test("fewer than three control planes take one more server, as KubeadmControlPlane demands", () => {
    expect(strategy({})).toContain('"maxSurge":1');
    expect(strategy({ roles: three })).toContain('"maxSurge":0');
  });

  test("without a spare server a machine comes back to its own server, which is not wiped", () => {
    const templates = (maxSurge: 0 | 1) =>
      ofKind(objectsOf({ roles: three }, { maxSurge }), "Metal3MachineTemplate").map(spec);
    expect(templates(0)).toMatchObject([
      { nodeReuse: true, template: { spec: { automatedCleaningMode: "disabled" } } },
    ]);
    expect(templates(1)).toMatchObject([
      { nodeReuse: false, template: { spec: { automatedCleaningMode: "metadata" } } },
    ]);
  });

  test("the first worker of a site leaves the control planes as they are", () => {
    const of = (roles: ExampleSite["roles"]) =>
      ofKind(objectsOf({ roles: roles ?? [] }), "KubeadmControlPlane").map(spec);
    expect(of([...three, "worker"])).toEqual(of(three));
  });
});

describe("first agent", () => {
  test("everything that Cluster API puts into the new cluster fits the schema of its kind", () => {
    const [config] = ofKind(objectsOf(), "ConfigMap");
    const data = config?.["data"] as Record<string, string>;
    const objects = parseAllDocuments(data["first-agent.yaml"] ?? "").map((each) => each.toJS() as KubernetesObject);
    expect(objects.map((each) => each.kind)).toEqual([
      "ConfigMap",
      "ServiceAccount",
      "ClusterRoleBinding",
      "ConfigMap",
      "Job",
    ]);
    expect(objects.flatMap(validateObject)).toEqual([]);
  });

  test("a later chart makes no difference to a cluster that runs: the set is applied once", () => {
    const [set] = ofKind(objectsOf(), "ClusterResourceSet");
    expect(spec(set)).toMatchObject({ strategy: "ApplyOnce" });
  });

  test("a chart in a Git repository is refused by name, because no agent could fetch it yet", () => {
    const source = { kind: "git", url: "https://git.panji.example/x.git", tag: "v1", path: "chart" } as const;
    const charts = [{ name: "cloudcore", namespace: "kubeedge", source, values: {} }];
    expect(() => lower(exampleSite({ provisioner }), provisioner, { ...agentBootstrap, charts })).toThrow(
      /chart cloudcore comes from the Git repository/,
    );
  });
});
