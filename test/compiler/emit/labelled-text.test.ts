import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { labelLines, labelledText } from "../../../compiler/emit/labelled-text.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";

const labels = { fleet: "panji", region: "guangdong", layer: "cilium" };
const configMap = (metadata: Partial<KubernetesObject["metadata"]>): KubernetesObject => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "settings", namespace: "retail", ...metadata },
  data: { LOG_LEVEL: "info" },
});
const written = (object: KubernetesObject) => load(labelledText(object, labelLines(labels))) as KubernetesObject;
const identity = { "flotilla.dev/fleet": "panji", "flotilla.dev/region": "guangdong", "flotilla.dev/layer": "cilium" };

describe("an object with its identity labels", () => {
  test.each([
    ["without any label", {}, identity],
    ["with labels of its own, which stay", { labels: { app: "shop" } }, { app: "shop", ...identity }],
    ["with an empty record of labels", { labels: {} }, identity],
    ["with annotations after them", { annotations: { note: "a: b" } }, identity],
  ])("%s is the same object to a reader", (_, metadata, wanted) => {
    const object = configMap(metadata);
    expect(written(object)).toEqual({ ...object, metadata: { ...object.metadata, labels: wanted } });
  });

  test("has name and namespace first, then labels, then the rest", () => {
    expect(labelledText(configMap({ annotations: { note: "x" } }), labelLines({ site: "sz-01" }))).toBe(
      [
        "apiVersion: v1",
        "kind: ConfigMap",
        "metadata:",
        "  name: settings",
        "  namespace: retail",
        "  labels:",
        "    flotilla.dev/site: sz-01",
        "  annotations:",
        "    note: x",
        "data:",
        "  LOG_LEVEL: info",
        "",
      ].join("\n"),
    );
  });
});

describe("the lines of identity labels", () => {
  test.each([
    ["are in the order of the record", { site: "a", fleet: "b" }, ["site: a", "fleet: b"]],
    ["leave out what an owner does not have", { fleet: "panji", zone: undefined }, ["fleet: panji"]],
    ["quote what YAML would read as a number", { region: "44" }, ['region: "44"']],
    ["quote what YAML would read as a truth", { layer: "on" }, ['layer: "on"']],
  ] as const)("%s", (_, record, lines) => {
    expect(labelLines(record as Parameters<typeof labelLines>[0])).toBe(
      lines.map((line) => `    flotilla.dev/${line}\n`).join(""),
    );
  });
});
