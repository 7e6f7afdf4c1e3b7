/** Definitions of SuperEdge's kinds. Its own drop the labels of pod templates, and leave no place for a grid's status. */

import type { JsonObject } from "../../../model/json.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { withPruneProtection } from "../../protection.ts";

const open: JsonObject = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
const text: JsonObject = { type: "string" };
const texts: JsonObject = { type: "object", additionalProperties: text };
const list: JsonObject = { type: "array", items: text };

/** With status: the controller writes there what becomes of each zone, and its own definitions refuse it. */
const gridSpec: JsonObject = {
  type: "object",
  required: ["gridUniqKey", "template"],
  properties: {
    // One with a "/" would make nothing and say nothing.
    gridUniqKey: { type: "string", pattern: "^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$" },
    defaultTemplateName: text,
    autoDeleteUnusedTemplate: { type: "boolean" },
    template: open,
    templatePool: { type: "object", additionalProperties: open },
    templates: texts,
  },
};

const selector: JsonObject = {
  type: "object",
  properties: { matchLabels: texts, matchExpressions: { type: "array", items: open }, annotations: texts },
};

const unitSpec: JsonObject = {
  type: "object",
  properties: {
    type: { type: "string", enum: ["edge", "cloud", "master", "other"] },
    unschedulable: { type: "boolean" },
    nodes: list,
    selector,
    setNode: {
      type: "object",
      properties: { labels: texts, annotations: texts, taints: { type: "array", items: open } },
    },
    autonomyLevel: { type: "string", enum: ["L3", "L4", "L5"] },
    unitClusterInfo: open,
    unitCredentialConfigMapRef: open,
  },
};

const groupSpec: JsonObject = {
  type: "object",
  properties: { nodeUnits: list, selector, autoFindNodeKeys: list, workload: { type: "array", items: open } },
};

export const definitions: readonly KubernetesObject[] = [
  ...["DeploymentGrid", "StatefulSetGrid", "ServiceGrid"].map((kind) =>
    definition("superedge.io", kind, "Namespaced", "v1", gridSpec),
  ),
  definition("site.superedge.io", "NodeUnit", "Cluster", "v1alpha2", unitSpec),
  definition("site.superedge.io", "NodeGroup", "Cluster", "v1alpha2", groupSpec),
];

/**
 * One version alone: nothing has to be converted, so no webhook stands between the API server and its objects.
 */
function definition(
  group: string,
  kind: string,
  scope: "Namespaced" | "Cluster",
  version: string,
  spec: JsonObject,
): KubernetesObject {
  const singular = kind.toLowerCase();
  const plural = `${singular}s`;
  return withPruneProtection({
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope,
      names: { kind, listKind: `${kind}List`, plural, singular },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: "object",
              required: ["spec"],
              properties: { apiVersion: text, kind: text, metadata: { type: "object" }, spec, status: open },
            },
          },
          subresources: { status: {} },
        },
      ],
    },
  });
}
