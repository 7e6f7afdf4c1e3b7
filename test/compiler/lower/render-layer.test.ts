import { ApiObject } from "cdk8s";
import { describe, expect, test } from "vitest";
import { LayerRenderer } from "../../../compiler/lower/render-layer.ts";
import { HelmChart } from "../../../constructs/helm-chart.ts";
import { defineLayer, type Layer } from "../../../constructs/profile.ts";
import { argocd } from "../../../engines/delivery/argocd/argocd.ts";
import { flux } from "../../../engines/delivery/flux/flux.ts";
import type { JsonObject } from "../../../model/json.ts";
import { memoizeShared } from "../../../model/memo.ts";

const release = {
  name: "logs",
  namespace: "logs",
  source: { kind: "oci", url: "oci://registry.panji.example/charts/logs", version: "1.2.3" },
  values: { level: "info" },
} as const;

/** A layer whose subject is its inputs; it counts how often it is rendered. */
function countingLayer(name = "logs", namespace = "logs") {
  const counts = { renderings: 0 };
  const layer = defineLayer({
    name,
    category: "addon",
    inputs: (inputs: JsonObject) => inputs,
    render: (scope, inputs) => {
      counts.renderings++;
      if (inputs["fails"]) throw new Error("no such inputs");
      new ApiObject(scope, "namespace", { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
      new ApiObject(scope, "settings", {
        kind: "ConfigMap",
        apiVersion: "v1",
        metadata: { namespace, name: "settings" },
        data: inputs,
      });
      new HelmChart(scope, "chart", { ...release, namespace });
    },
  });
  return { layer: layer as Layer<never>, counts };
}
const work = (layer: Layer<never>, inputs: JsonObject) => {
  const planned = layer.prepare(inputs as never, {});
  if (!planned) throw new Error("the layer is not used");
  return planned;
};
const kinds = (objects: readonly { readonly kind: string }[]) => objects.map(({ kind }) => kind);

describe("a layer is rendered", () => {
  test("into its objects and into those that install its charts, and the charts are told as well", () => {
    const { layer } = countingLayer();
    const { objects, releases } = new LayerRenderer([]).render(layer, work(layer, { a: "1" }), flux);
    expect(kinds(objects)).toEqual(["Namespace", "ConfigMap", ...kinds(flux.chart(release))]);
    expect(releases).toEqual([release]);
  });

  test("once for all subjects with equal inputs, and again for others", () => {
    const { layer, counts } = countingLayer();
    const renderer = new LayerRenderer([]);
    const first = renderer.render(layer, work(layer, { a: "1" }), flux);
    expect(renderer.render(layer, work(layer, { a: "1" }), flux)).toBe(first);
    expect(counts.renderings).toBe(1);
    expect(renderer.render(layer, work(layer, { a: "2" }), flux)).not.toBe(first);
    expect(counts.renderings).toBe(2);
  });

  test("for each delivery engine by itself, since each installs charts in its own way", () => {
    const { layer } = countingLayer();
    const renderer = new LayerRenderer([]);
    const [byFlux, byArgo] = [flux, argocd].map((engine) => renderer.render(layer, work(layer, {}), engine));
    expect(kinds(byFlux?.objects ?? [])).toContain("HelmRelease");
    expect(kinds(byArgo?.objects ?? [])).toContain("Application");
    expect(byArgo?.releases).toEqual(byFlux?.releases);
  });

  test("apart from another layer of the same name", () => {
    const [one, two] = [countingLayer("logs", "one"), countingLayer("logs", "two")];
    const renderer = new LayerRenderer([]);
    const namespaces = [one, two].map(
      ({ layer }) => renderer.render(layer, work(layer, {}), flux).objects[0]?.metadata.name,
    );
    expect(namespaces).toEqual(["one", "two"]);
  });

  test("to objects whose keys are sorted, whatever order a layer or an environment gives them", () => {
    const { layer } = countingLayer();
    const { objects } = new LayerRenderer([]).render(layer, work(layer, { b: "1", a: "2" }), flux);
    const settings = objects.find(({ kind }) => kind === "ConfigMap");
    expect(JSON.stringify(settings)).toBe(
      '{"apiVersion":"v1","data":{"a":"2","b":"1"},"kind":"ConfigMap","metadata":{"name":"settings","namespace":"logs"}}',
    );
  });

  test("to shared objects that nobody can change", () => {
    const { layer } = countingLayer();
    const rendered = new LayerRenderer([]).render(layer, work(layer, { a: "1" }), flux);
    const all = [rendered.objects, ...rendered.objects, ...rendered.releases];
    // What is made for a shared value is kept: asked again, it is the same.
    const kept = memoizeShared<object, object>(() => ({}));
    expect(all.length).toBeGreaterThan(2);
    for (const each of all) expect(kept(each)).toBe(kept(each));
    expect(() => Object.assign(rendered.objects[1]?.["data"] as object, { a: "2" })).toThrow(TypeError);
  });

  test("again after one of its renderings has failed", () => {
    const { layer } = countingLayer();
    const renderer = new LayerRenderer([]);
    expect(() => renderer.render(layer, work(layer, { fails: true }), flux)).toThrow("no such inputs");
    expect(renderer.render(layer, work(layer, {}), flux).objects).not.toEqual([]);
  });
});

describe("a namespace that a layer makes", () => {
  const tenants = [{ name: "retail", namespaces: ["retail", "retail-tills"] }];

  test("of a tenant comes with the access of the tenant's reconciler", () => {
    const { layer } = countingLayer("tenants", "retail-tills");
    const { objects } = new LayerRenderer(tenants).render(layer, work(layer, {}), flux);
    const access = flux.tenantAccess("retail", "retail-tills");
    expect(access).not.toEqual([]);
    expect(objects).toEqual(expect.arrayContaining([...access]));
  });

  test("of nobody comes alone", () => {
    const { layer } = countingLayer();
    const { objects } = new LayerRenderer(tenants).render(layer, work(layer, {}), flux);
    expect(objects).toHaveLength(2 + flux.chart(release).length);
  });
});
