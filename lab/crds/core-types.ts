import type { Enums } from "./enums.ts";
import { isNode, type SchemaNode } from "./json-schema.ts";
import { LABELS, TEMPLATE_METADATA } from "./metadata.ts";

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
  "io.k8s.apimachinery.pkg.util.intstr.IntOrString": { type: ["integer", "string"] },
  "io.k8s.apimachinery.pkg.apis.meta.v1.Time": TIME,
  "io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime": TIME,
  "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta": TEMPLATE_METADATA,
};

const PORT: SchemaNode = { minimum: 1, maximum: 65535 };
const NOT_NEGATIVE: SchemaNode = { minimum: 0 };
const DATA_KEYS: SchemaNode = { propertyNames: { format: "k8s-config-key" } };

/**
 * Checks that the API server makes in code and not in its OpenAPI description, by type and field
 * (Kubernetes v1.35 pkg/apis/{core,apps,batch}/validation): those that a generator of objects can get wrong.
 */
const REFINEMENTS: Readonly<Record<string, Readonly<Record<string, SchemaNode>>>> = {
  "core.v1.ConfigMap": { data: DATA_KEYS, binaryData: DATA_KEYS },
  "core.v1.Container": { name: { format: "k8s-short-name", maxLength: 63 }, image: { minLength: 1 } },
  "core.v1.ContainerPort": {
    containerPort: PORT,
    hostPort: { minimum: 0, maximum: 65535 },
    name: { format: "k8s-port-name" },
  },
  "core.v1.EnvVar": { name: { minLength: 1 } },
  "core.v1.PodSpec": { nodeSelector: LABELS, containers: { minItems: 1 } },
  "core.v1.Secret": { data: DATA_KEYS, stringData: DATA_KEYS },
  "core.v1.ServicePort": {
    port: PORT,
    nodePort: { minimum: 0, maximum: 65535 },
    name: { format: "k8s-short-name", maxLength: 63 },
  },
  "core.v1.ServiceSpec": { selector: LABELS },
  "core.v1.Volume": { name: { format: "k8s-short-name", maxLength: 63 } },
  "core.v1.VolumeMount": { mountPath: { minLength: 1 } },
  "meta.v1.LabelSelector": { matchLabels: LABELS },
  "meta.v1.LabelSelectorRequirement": { operator: { enum: ["DoesNotExist", "Exists", "In", "NotIn"] } },
  "apps.v1.DeploymentSpec": { replicas: NOT_NEGATIVE, minReadySeconds: NOT_NEGATIVE },
  "apps.v1.StatefulSetSpec": { replicas: NOT_NEGATIVE },
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
  return { ...closed, properties: Object.fromEntries(refined) };
}

function withEnum(node: SchemaNode, values: readonly string[]): SchemaNode {
  if (isNode(node["items"])) return { ...node, items: { ...node["items"], enum: values } };
  return { ...node, enum: values };
}
