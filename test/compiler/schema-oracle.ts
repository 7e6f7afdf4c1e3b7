import { isIP } from "node:net";
import { Ajv, type AnySchemaObject, type ErrorObject, type ValidateFunction } from "ajv";
import { loadSchema } from "../../compiler/load/load-schema.ts";
import type { JsonSchema } from "../../compiler/schemas/json-schema.ts";
import { knownKinds } from "../../compiler/schemas/schemas.ts";

const NAME = "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
const LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const key = (prefix: string) => new RegExp(`^(?:(?=[^/]{1,253}/)${prefix}(\\.${prefix})*/)?${NAME}$`);

const COUNTED = [
  ...["pods", "configmaps", "secrets", "persistentvolumeclaims", "replicationcontrollers", "resourcequotas"],
  ...["services", "services.nodeports", "services.loadbalancers"],
];

/** The formats once more, as plain patterns and ranges, so that the two sides share no code. */
const FORMATS = {
  int32: { type: "number", validate: (n: number) => n >= -2147483648 && n <= 2147483647 && n % 1 === 0 },
  int64: { type: "number", validate: (n: number) => n % 1 === 0 && Math.abs(n) <= Number.MAX_SAFE_INTEGER },
  byte: (text: string) => Buffer.from(text, "base64").toString("base64") === text,
  "date-time": (text: string) =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)),
  uri: (text: string) =>
    /^(\/|[a-zA-Z][a-zA-Z0-9+.-]*:)/.test(text) && !/[\s"<>\\^`{|}]|%(?![0-9a-fA-F]{2})/.test(text),
  "k8s-short-name": new RegExp(`^${LABEL}$`),
  "k8s-long-name": new RegExp(`^${LABEL}(\\.${LABEL})*$`),
  "k8s-dns-1035-label": /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  "k8s-path-segment": (text: string) => text !== "" && text !== "." && text !== ".." && !/[/%]/.test(text),
  "k8s-label-key": key(LABEL),
  "k8s-annotation-key": key("[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?"),
  "k8s-label-value": new RegExp(`^(${NAME})?$`),
  "k8s-config-key": (text: string) => /^[-._a-zA-Z0-9]{1,253}$/.test(text) && text !== "." && text.slice(0, 2) !== "..",
  "k8s-container-resource": (text: string) =>
    ["cpu", "memory", "ephemeral-storage"].includes(text) ||
    text.startsWith("hugepages-") ||
    (text.includes("/") && key(LABEL).test(text)),
  "k8s-quota-resource": (text: string) =>
    /^((requests|limits)\.)?(cpu|memory|storage|ephemeral-storage|hugepages-.*)$/.test(text) ||
    COUNTED.includes(text) ||
    (text.includes("/") && key(LABEL).test(text)),
  "k8s-cidr": (text: string) => {
    const [address = "", length = ""] = text.split("/");
    return /^\d+$/.test(length) &&
      String(Number(length)) === length &&
      Number(length) <= (isIP(address) === 4 ? 32 : 128)
      ? isIP(address) !== 0 && text.split("/").length === 2
      : false;
  },
  "k8s-port-name": (text: string) =>
    /^(?=.*[a-z])[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$/.test(text) && !text.includes("--"),
} as const;

const ajv = new Ajv({ strict: false, allErrors: true, formats: FORMATS, validateSchema: false });
ajv.addKeyword({
  keyword: "x-kubernetes-list-map-keys",
  type: "array",
  validate: (keys: string[], list: unknown[], parent?: AnySchemaObject) => {
    const defaults = (parent as JsonSchema)["x-list-map-key-defaults"] ?? {};
    // An API server refuses an item that is no object for that alone: keys, and their defaults, are asked of objects.
    const complete = list
      .filter((item) => typeof item === "object" && item !== null && !Array.isArray(item))
      .map((item) => keys.map((name) => (item as Record<string, unknown>)[name] ?? defaults[name]))
      .filter((values) => !values.some((value) => value === undefined || typeof value === "object"));
    return new Set(complete.map((values) => JSON.stringify(values))).size === complete.length;
  },
});

const compiled = new Map<string, ValidateFunction>();

/** Where ajv finds faults in an object by the same schema: JSON pointers, sorted; of a missing field, the field's own. */
export function ajvErrorPaths(name: string, object: unknown): string[] {
  let validate = compiled.get(name);
  if (validate === undefined) {
    const source = knownKinds().get(name);
    if (source === undefined) throw new Error(`no schema for ${name}`);
    validate = ajv.compile(loadSchema(source));
    compiled.set(name, validate);
  }
  validate(object);
  return [...new Set((validate.errors ?? []).map(pointerOf))].sort();
}

function pointerOf(error: ErrorObject): string {
  const { missingProperty, additionalProperty, propertyName } = error.params as Record<string, string | undefined>;
  const field = missingProperty ?? additionalProperty ?? propertyName ?? error.propertyName;
  return field === undefined ? error.instancePath : `${error.instancePath}/${pointerKey(field)}`;
}

/** A key as JSON pointers write it. */
export function pointerKey(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
