import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CEL_RULES } from "../../compiler/schemas/cel.ts";
import { FORMATS } from "../../compiler/schemas/formats.ts";
import type { JsonSchema } from "../../compiler/schemas/json-schema.ts";
import { findSchema, knownKinds, scopeOf } from "../../compiler/schemas/schemas.ts";
import { SERVER_RULES } from "../../compiler/schemas/server-rules.ts";
import { WEBHOOK_RULES } from "../../compiler/schemas/webhook-rules.ts";
import { SAMPLES } from "./schema-samples.ts";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "compiler/schemas/generated");
const index = [...knownKinds()].map(([name, source]) => ({ name, ...source }));

/** Keywords that the interpreter or ajv acts on; anything else would be a fact that nobody checks. */
const KEYWORDS = new Set([
  ...["$defs", "$ref", "type", "enum", "nullable", "format", "pattern"],
  ...["properties", "required", "additionalProperties", "propertyNames", "minProperties", "maxProperties"],
  ...["items", "minItems", "maxItems", "uniqueItems", "minLength", "maxLength", "minimum", "maximum"],
  ...["x-kubernetes-list-map-keys", "x-list-map-key-defaults", "x-kubernetes-embedded-resource"],
]);

function nodesOf(schema: JsonSchema): JsonSchema[] {
  const { additionalProperties: rest, items, properties, $defs } = schema;
  const below = [...Object.values(properties ?? {}), ...Object.values($defs ?? {}), ...(items ? [items] : [])];
  return [schema, ...(rest ? [...below, rest] : below).flatMap(nodesOf)];
}

describe("the index of generated schemas", () => {
  it("names every generated file once and no other", () => {
    const files = readdirSync(folder).filter((file) => file !== "index.json");
    expect(index.map(({ file }) => file).sort()).toEqual(files.sort());
  });

  it.each(index)("says of $name which file of which module version it was made from", (row) => {
    expect(["Namespaced", "Cluster"]).toContain(row.scope);
    expect(row.module).toMatch(/^[a-z0-9.]+\.[a-z]+\/[\w./-]+$/);
    expect(row.version).toMatch(/^v\d+\.\d+\.\d+$/);
    expect(row.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(row.source).toMatch(/\.(yaml|json)$/);
  });

  it("agrees with the module versions that the generator is pinned to", () => {
    const required = readFileSync(join(root, "lab/crds/go.mod"), "utf8");
    for (const { module, version, source } of index) {
      if (!source.startsWith("lab/")) expect(required).toContain(`\t${module} ${version}\n`);
    }
  });

  it("holds the checksum of each field list that is written down here", () => {
    for (const { source, sha256 } of index.filter((row) => row.source.startsWith("lab/"))) {
      expect(
        createHash("sha256")
          .update(readFileSync(join(root, source)))
          .digest("hex"),
        source,
      ).toBe(sha256);
    }
  });

  it("knows the scope of a kind, and nothing of an unknown one", () => {
    expect(scopeOf("v1", "Namespace")).toBe("Cluster");
    expect(scopeOf("apps.kubeedge.io/v1alpha1", "NodeGroup")).toBe("Cluster");
    expect(scopeOf("apps/v1", "Deployment")).toBe("Namespaced");
    expect(scopeOf("apps/v1beta1", "Deployment")).toBeUndefined();
    expect(findSchema("apps/v1beta1", "Deployment")).toBeUndefined();
  });
});

describe.each(index)("the schema of $name", ({ name, scope }) => {
  const schema = findSchema(...(name.split(/\/(?=[^/]+$)/) as [string, string])) as JsonSchema;
  const nodes = nodesOf(schema);

  it("holds only what is checked: no descriptions, no defaults, no status", () => {
    expect([...new Set(nodes.flatMap(Object.keys))].filter((keyword) => !KEYWORDS.has(keyword))).toEqual([]);
    expect(Object.keys(schema.properties ?? {})).not.toContain("status");
  });

  it("is closed at the top, and asks for a namespace as its scope says", () => {
    expect(schema.additionalProperties).toBe(false);
    const metadata = schema.properties?.["metadata"];
    expect(metadata?.additionalProperties).toBe(false);
    expect(Object.keys(metadata?.properties ?? {}).includes("namespace")).toBe(scope === "Namespaced");
    expect(metadata?.required?.includes("namespace")).toBe(scope === "Namespaced");
  });

  it("refers only to definitions and formats that exist, and uses every definition", () => {
    const used = new Set(nodes.flatMap(({ $ref }) => $ref ?? []));
    expect([...used].sort()).toEqual(
      Object.keys(schema.$defs ?? {})
        .map((key) => `#/$defs/${key}`)
        .sort(),
    );
    const formats = nodes.flatMap(({ format, propertyNames }) => [format ?? [], propertyNames?.format ?? []].flat());
    expect(Object.keys(FORMATS)).toEqual(expect.arrayContaining(formats));
  });

  it("requires no field that it would refuse", () => {
    for (const { required = [], properties = {}, additionalProperties } of nodes) {
      if (additionalProperties === false)
        expect(Object.keys(properties)).toEqual(expect.arrayContaining([...required]));
    }
  });
});

describe("the rules that join fields", () => {
  it.each(Object.entries({ CEL_RULES, SERVER_RULES, WEBHOOK_RULES }))(
    "in %s belong to kinds with a schema",
    (_, table) => {
      expect([...knownKinds().keys()]).toEqual(expect.arrayContaining(Object.keys(table)));
    },
  );

  it("carry every rule in CEL: a new number here means that cel.ts must be read against the new source", () => {
    const counts = Object.fromEntries(index.flatMap(({ name, celRules }) => (celRules ? [[name, celRules]] : [])));
    expect(Object.keys(counts).sort()).toEqual(Object.keys(CEL_RULES).sort());
    expect(counts).toEqual({
      "bootstrap.cluster.x-k8s.io/v1beta2/KubeadmConfigTemplate": 8,
      "cluster.x-k8s.io/v1beta2/Cluster": 2,
      "cluster.x-k8s.io/v1beta2/ClusterClass": 2,
      "cluster.x-k8s.io/v1beta2/MachineHealthCheck": 1,
      "controlplane.cluster.x-k8s.io/v1beta2/KubeadmControlPlane": 8,
      "controlplane.cluster.x-k8s.io/v1beta2/KubeadmControlPlaneTemplate": 8,
      "helm.toolkit.fluxcd.io/v2/HelmRelease": 5,
      "kustomize.toolkit.fluxcd.io/v1/Kustomization": 2,
      ...Object.fromEntries(
        ["Bootstrap", "ControlPlane", "Core", "IPAM", "Infrastructure"].map((kind) => [
          `operator.cluster.x-k8s.io/v1alpha2/${kind}Provider`,
          2,
        ]),
      ),
      "source.toolkit.fluxcd.io/v1/GitRepository": 1,
      "source.toolkit.fluxcd.io/v1/HelmChart": 1,
    });
  });

  it("have a good sample of each kind they speak of", () => {
    const samples = new Set(SAMPLES.map(({ apiVersion, kind }) => `${apiVersion}/${kind}`));
    const untested = Object.keys({ ...CEL_RULES, ...SERVER_RULES, ...WEBHOOK_RULES }).filter(
      (kind) => !samples.has(kind),
    );
    expect(untested).toEqual([
      "controlplane.cluster.x-k8s.io/v1beta2/KubeadmControlPlaneTemplate",
      "v1/Pod",
      "policy.karmada.io/v1alpha1/ClusterPropagationPolicy",
      "policy.karmada.io/v1alpha1/ClusterOverridePolicy",
    ]);
  });
});
