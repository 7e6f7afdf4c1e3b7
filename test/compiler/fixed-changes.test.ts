import { describe, expect, test } from "vitest";
import { fixedChanges, replacedFiles } from "../../compiler/fixed-changes.ts";
import { kindFacts } from "../../compiler/kind-facts.ts";
import { type Inventory, inventoryVersion } from "../../model/inventory.ts";
import { catalogue } from "../../profiles/catalogue.ts";

const kinds = kindFacts(catalogue);
const construct = "panji/guangdong/hub";

function changesOf(path: string, before: string, after: string) {
  return fixedChanges([{ id: "old", file: { path, id: "new", text: after, construct } }], () => before, kinds);
}

const claim = (size: string, image = "a") => `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: prometheus
spec:
  template: { spec: { containers: [{ image: ${image} }] } }
  volumeClaimTemplates: [{ spec: { resources: { requests: { storage: ${size} } } } }]
`;
const path = "hub/platform/50-metrics/statefulset_observability_prometheus.yaml";

describe("A fixed field that changes is found", () => {
  test("with its way round, and other fields are not", () => {
    expect(changesOf(path, claim("200Gi"), claim("300Gi", "b"))).toMatchObject([
      { path, construct, field: "spec.volumeClaimTemplates", remedy: expect.stringContaining("--cascade=orphan") },
    ]);
    expect(changesOf(path, claim("200Gi"), claim("200Gi", "b"))).toEqual([]);
  });

  test("also when the text is kept as bytes", () => {
    const file = { path, id: "new", text: Buffer.from(claim("300Gi")), construct };
    expect(fixedChanges([{ id: "old", file }], () => claim("200Gi"), kinds)).toHaveLength(1);
  });

  test("as the whole spec where a kind refuses every change", () => {
    const template = (url: string) =>
      `apiVersion: infrastructure.cluster.x-k8s.io/v1beta2\nkind: Metal3MachineTemplate\nmetadata: { name: a }\nspec: { template: { spec: { image: { url: ${url} } } } }\n`;
    const file = "hub/sites/z/s/metal3machinetemplate_site-s_a.yaml";
    expect(changesOf(file, template("https://a/1"), template("https://a/2"))).toMatchObject([{ field: "spec" }]);
  });

  test("among addresses of a pool, where a host has another one; a host may come or go with its own", () => {
    const pool = (...addresses: readonly string[]) =>
      `apiVersion: ipam.metal3.io/v1alpha1\nkind: IPPool\nmetadata: { name: nodes }\nspec: { pools: [${addresses.map((each) => `{ start: ${each}, end: ${each} }`).join(", ")}] }\n`;
    const changes = (before: readonly string[], after: readonly string[]) =>
      changesOf("hub/sites/z/s/ippool_site-s_nodes.yaml", pool(...before), pool(...after)).map(({ field }) => field);
    expect(changes(["10.0.0.1", "10.0.0.2"], ["10.0.0.1", "10.0.0.3"])).toEqual(["spec.pools"]);
    expect(changes(["10.0.0.1"], ["10.0.0.2", "10.0.0.1"])).toEqual([]);
    expect(changes(["10.0.0.1", "10.0.0.2"], ["10.0.0.2"])).toEqual([]);
  });
});

test("Only files of kinds with fixed fields are read from the tip, and only those that change", () => {
  const before: Inventory = {
    version: inventoryVersion,
    tool: "flotilla",
    fleet: "panji",
    repository: "guangdong",
    sites: {},
    files: Object.fromEntries(
      ["a/statefulset_n_a.yaml", "a/statefulset_n_b.yaml", "a/configmap_n_c.yaml", "hosts/statefulset/x.yaml"].map(
        (each) => [each, { id: "1", construct }],
      ),
    ),
  };
  const file = (name: string, id: string) => ({ path: name, id, text: "", construct });
  const files = [
    file("a/statefulset_n_a.yaml", "2"),
    file("a/statefulset_n_b.yaml", "1"),
    file("a/configmap_n_c.yaml", "2"),
    file("a/statefulset_n_new.yaml", "2"),
    file("hosts/statefulset/x.yaml", "2"),
  ];
  expect(replacedFiles(files, before, kinds).map((each) => each.file.path)).toEqual(["a/statefulset_n_a.yaml"]);
  expect(replacedFiles(files, undefined, kinds)).toEqual([]);
});
