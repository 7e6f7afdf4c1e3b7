import { describe, expect, it } from "vitest";
import { validateObject } from "../../compiler/validate-object.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { changed, SAMPLES, sample } from "./schema-samples.ts";

function violations(kind: string, path: string, value: unknown) {
  return validateObject(changed(sample(kind), path, value)).map(({ path: at, ...rest }) => ({
    at: at.join("."),
    ...rest,
  }));
}

describe("validateObject", () => {
  it.each(SAMPLES)("finds nothing wrong with a good $apiVersion $kind", (object) => {
    expect(validateObject(object)).toEqual([]);
  });

  it("takes a field that is undefined for absent", () => {
    expect(violations("ConfigMap", "immutable", undefined)).toEqual([]);
    expect(violations("Kustomization", "spec.path", undefined)).toEqual([]);
  });

  it("reports all violations of an object at once, each with its place", () => {
    const object = changed(changed(sample("Deployment"), "spec.replicas", "2"), "metadata.name", "Checkout");
    expect(validateObject(changed(object, "spec.template.spec.containers.0.image", null))).toEqual([
      {
        path: ["metadata", "name"],
        found: '"Checkout"',
        expected: "lower-case letters, digits, and dashes or dots between them",
      },
      {
        path: ["spec", "replicas"],
        found: '"2"',
        expected: "a whole number of 32 bits",
        hint: "write it without quotes: 2",
      },
      {
        path: ["spec", "template", "spec", "containers", 0, "image"],
        found: "null",
        expected: "text",
        hint: "leave the field out",
      },
    ]);
  });

  it("gives the nearest right name for an unknown field", () => {
    expect(violations("Kustomization", "spec.sourceref", {})).toEqual([
      expect.objectContaining({
        at: "spec.sourceref",
        found: 'unknown field "sourceref"',
        hint: 'did you mean "sourceRef"?',
      }),
    ]);
  });

  it("gives the nearest right value of an enumeration", () => {
    expect(violations("Deployment", "spec.template.spec.containers.0.imagePullPolicy", "ifNotPresent")).toEqual([
      {
        at: "spec.template.spec.containers.0.imagePullPolicy",
        found: '"ifNotPresent"',
        expected: "one of Always, IfNotPresent, Never",
        hint: 'did you mean "IfNotPresent"?',
      },
    ]);
  });

  it("says what a duration, a quantity and an address look like", () => {
    expect(violations("GitRepository", "spec.interval", "5")[0]?.expected).toBe("a duration such as 10m or 1h30m");
    expect(violations("ResourceQuota", "spec.hard.pods", "20 pods")[0]?.expected).toMatch("a quantity such as 250m");
    expect(violations("OCIRepository", "spec.url", "https://x")[0]?.expected).toBe(
      "an address that starts with oci://",
    );
  });

  it("asks for a number in quotes where text is wanted", () => {
    expect(violations("ConfigMap", "data.LOG_LEVEL", 5)[0]).toMatchObject({
      expected: "text",
      hint: 'write it as text: "5"',
    });
    expect(violations("ConfigMap", "data.LOG_LEVEL", true)[0]?.hint).toBe('write it as text: "true"');
  });

  it("names a required field that is missing by its own place", () => {
    expect(violations("Kustomization", "spec.interval", undefined)).toEqual([
      { at: "spec.interval", found: "nothing", expected: expect.any(String), hint: "the field is required" },
    ]);
    expect(violations("HelmRelease", "spec", undefined)[0]?.at).toBe("spec");
  });

  it("refuses null at any depth, also where any value may stand", () => {
    expect(violations("HelmRelease", "spec.values.ipam.mode", null)).toEqual([
      { at: "spec.values.ipam.mode", found: "null", expected: "a value other than null", hint: "leave the field out" },
    ]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, () => 1, Symbol("x"), 10n])(
    "refuses what JSON cannot carry: %s",
    (value) => {
      expect(violations("HelmRelease", "spec.values.ipam", value)).toHaveLength(1);
    },
  );

  it("refuses an empty object that must have a field, and says to leave it out", () => {
    expect(violations("Cluster", "spec.clusterNetwork", {})).toEqual([
      expect.objectContaining({
        at: "spec.clusterNetwork",
        expected: "at least 1 field",
        hint: "leave the empty object out",
      }),
    ]);
  });

  it("refuses a field below an object that keeps none", () => {
    expect(violations("Metal3Cluster", "spec.controlPlaneEndpoint.hots", "10.0.0.1")[0]?.hint).toBe(
      'did you mean "host"?',
    );
  });

  it("counts characters, not UTF-16 units, as the API server does", () => {
    const long = (count: number) =>
      violations("KubeadmControlPlane", "spec.kubeadmConfigSpec.users", [{ name: "\u{1f6a2}".repeat(count) }]);
    expect(long(200)).toEqual([]);
    expect(long(257)).toEqual([expect.objectContaining({ expected: "at most 256 characters" })]);
  });

  it("finds two items of a list that are one to the server, with its defaults filled in", () => {
    const ports = [
      { containerPort: 80 },
      { containerPort: 80, protocol: "UDP" },
      { containerPort: 80, protocol: "TCP" },
    ];
    expect(violations("DaemonSet", "spec.template.spec.containers.0.ports", ports)).toEqual([
      {
        at: "spec.template.spec.containers.0.ports.2",
        found: 'containerPort 80, protocol "TCP" a second time',
        expected: "each item once; the first is item 0",
      },
    ]);
    const env = Array.from({ length: 40 }, (_, index) => ({ name: `V${index % 39}`, value: "x" }));
    expect(violations("DaemonSet", "spec.template.spec.containers.0.env", env)).toHaveLength(1);
  });
});

describe("the metadata of an object", () => {
  it("needs a namespace in a namespaced kind and must not have one in a cluster-scoped kind", () => {
    expect(violations("ConfigMap", "metadata.namespace", undefined)[0]).toMatchObject({
      at: "metadata.namespace",
      found: "nothing",
    });
    expect(violations("NodeGroup", "metadata.namespace", "x")).toEqual([
      expect.objectContaining({ hint: "this kind lives in the whole cluster: leave the namespace out" }),
    ]);
  });

  it.each([
    ["ConfigMap", "a.b-c", true],
    ["ConfigMap", "a..b", false],
    ["ConfigMap", "a:b", false],
    ["ConfigMap", "", false],
    ["ConfigMap", "a".repeat(253), true],
    ["ConfigMap", "a".repeat(254), false],
    ["Namespace", "a.b", false],
    ["Service", "1a", false],
    ["ClusterRole", "system:node-proxier", true],
    ["ClusterRole", "a/b", false],
    ["Role", "..", false],
    ["CronJob", "a".repeat(52), true],
    ["CronJob", "a".repeat(53), false],
    ["StatefulSet", "a".repeat(53), false],
    ["Kustomization", "a".repeat(64), false],
    ["Cluster", "a".repeat(64), false],
  ])("%s takes the name %s: %s", (kind, name, accepted) => {
    expect(violations(kind, "metadata.name", name).length === 0).toBe(accepted);
  });

  it.each([
    ["flotilla.dev/site", "sz-nanshan-01", 0],
    ["site", "", 0],
    ["site", "a".repeat(63), 0],
    ["site", "a".repeat(64), 1],
    ["site", "-a", 1],
    ["site", "a b", 1],
    ["Flotilla.dev/site", "a", 1],
    ["a/b/c", "a", 1],
    ["/site", "a", 1],
    [`${"a".repeat(253)}/site`, "a", 0],
    [`${"a".repeat(254)}/site`, "a", 1],
    ["a".repeat(64), "a", 1],
    ["site", 5, 1],
  ])("holds the label %s=%s to the API server's rules (%s violations)", (key, value, count) => {
    expect(violations("ConfigMap", "metadata.labels", { [key]: value })).toHaveLength(count);
    expect(violations("Deployment", "spec.template.metadata.labels", { app: "checkout", [key]: value })).toHaveLength(
      count,
    );
  });

  it("takes any text as an annotation under a valid key", () => {
    expect(violations("ConfigMap", "metadata.annotations", { "flotilla.dev/note": "a b\n" })).toEqual([]);
    expect(violations("ConfigMap", "metadata.annotations", { "a b": "x" })).toHaveLength(1);
    expect(violations("ConfigMap", "metadata.annotations", { ttl: 5 })).toHaveLength(1);
  });

  it.each(["status", "metadata.uid", "metadata.generateName", "metadata.ownerReferences"])(
    "refuses %s, which only a cluster writes, and says why",
    (path) => {
      expect(violations("Deployment", path, {})).toEqual([
        expect.objectContaining({ at: path, hint: expect.stringMatching(/: /) }),
      ]);
    },
  );
});

describe("an object of a kind without a schema", () => {
  const unknown = (apiVersion: string, kind: string) =>
    validateObject({ apiVersion, kind, metadata: { name: "a" } } as KubernetesObject);

  it("is an error that names the nearest kind and the way to add one", () => {
    expect(unknown("apps/v1", "Deploymnet")).toEqual([
      {
        path: ["kind"],
        found: "no schema for apps/v1/Deploymnet",
        expected: "a kind listed in compiler/schemas/generated/index.json",
        hint: "did you mean apps/v1/Deployment? If not, add it to lab/crds/kinds.ts and run lab/crds/generate.ts",
      },
    ]);
  });

  it("is an error too in another version than the one with a schema", () => {
    expect(unknown("cluster.x-k8s.io/v1beta1", "Cluster")[0]?.hint).toMatch("cluster.x-k8s.io/v1beta2/Cluster");
    expect(unknown("constructor", "__proto__")).toHaveLength(1);
  });
});

describe("a manifest inside another object", () => {
  const manifest = "spec.workloadTemplate.manifests.0";

  it("is held against the schema of its own kind", () => {
    expect(violations("EdgeApplication", `${manifest}.data.A`, 1)).toEqual([
      expect.objectContaining({ at: `${manifest}.data.A`, found: "1", expected: "text" }),
    ]);
    expect(violations("EdgeApplication", `${manifest}.kind`, "Nothing")[0]?.at).toBe(`${manifest}.kind`);
  });
});
