/** What OpenAPI descriptions of Kubernetes' own types do not say. */

import type { Enums } from "./enums.ts";
import { isNode, type SchemaNode } from "./json-schema.ts";
import { TEMPLATE_METADATA } from "./metadata.ts";
import { REFINEMENTS, WHOLE } from "./refinements.ts";

/** A number with a unit, as apimachinery's resource.Quantity reads it and as CRDs spell it. */
const QUANTITY: SchemaNode = {
  type: ["integer", "string"],
  pattern:
    "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$",
};
const TIME: SchemaNode = { type: "string", format: "date-time" };

/** Types whose JSON form is not what their OpenAPI description says. */
export const SPECIAL_TYPES: Readonly<Record<string, SchemaNode>> = {
  "io.k8s.apimachinery.pkg.api.resource.Quantity": QUANTITY,
  "io.k8s.apimachinery.pkg.util.intstr.IntOrString": {
    type: ["integer", "string"],
    minimum: -(2 ** 31),
    maximum: 2 ** 31 - 1,
  },
  "io.k8s.apimachinery.pkg.apis.meta.v1.Time": TIME,
  "io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime": TIME,
  "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta": TEMPLATE_METADATA,
};

/** Adds enums and refinements to the closed form of one definition, named in full. */
export function refineDefinition(name: string, closed: SchemaNode, enums: Enums): SchemaNode {
  const fields = closed["properties"];
  if (!isNode(fields)) return closed;
  const short = name.split(".").slice(-3).join(".");
  const refined = Object.entries(fields).map(([field, value]) => {
    const node = value as SchemaNode;
    const values = enums.get(`${short}.${field}`);
    const listed = values === undefined ? node : withEnum(node, values);
    return [field, { ...listed, ...REFINEMENTS[short]?.[field] }];
  });
  const whole = WHOLE[short] ?? {};
  const required = [closed["required"] ?? [], whole["required"] ?? []].flat().sort();
  return {
    ...closed,
    ...whole,
    properties: Object.fromEntries(refined),
    ...(required.length > 0 && { required: [...new Set(required)] }),
  };
}

function withEnum(node: SchemaNode, values: readonly string[]): SchemaNode {
  if (isNode(node["items"])) return { ...node, items: { ...node["items"], enum: values } };
  return { ...node, enum: values };
}
