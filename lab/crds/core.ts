import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { close, type Dialect } from "./close.ts";
import { refineDefinition, SPECIAL_TYPES } from "./core-types.ts";
import type { Enums } from "./enums.ts";
import { childNodes, isNode, type RawKind, type SchemaNode, withoutStatus } from "./json-schema.ts";
import type { CoreSource } from "./kinds.ts";
import type { Module } from "./modules.ts";
import { reference } from "./share.ts";

const PREFIX = "#/components/schemas/";

interface Described {
  readonly components: { readonly schemas: Readonly<Record<string, SchemaNode>> };
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Reads the API server's own kinds of one group version; what their validation code adds is in core-types.ts. */
export function readCoreKinds(source: CoreSource, kubernetes: Module, enums: Enums): RawKind[] {
  const path = `api/openapi-spec/v3/${source.spec}_openapi.json`;
  const bytes = readFileSync(join(kubernetes.dir, path));
  const described = JSON.parse(bytes.toString("utf8")) as Described;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return source.kinds.map((kind) => {
    const { name, group, version } = definitionOf(described, kind);
    const definitions = new Map<string, SchemaNode>();
    const dialect = coreDialect(described.components.schemas, definitions, enums);
    const whole = withoutStatus(described.components.schemas[name] as SchemaNode);
    const closed = refineDefinition(name, close(whole, dialect), enums);
    return {
      group,
      version,
      kind,
      scope: isNamespaced(described, kind) ? "Namespaced" : "Cluster",
      module: "k8s.io/kubernetes",
      moduleVersion: kubernetes.version,
      source: path,
      sha256,
      celRules: 0,
      closed,
      definitions: new Map([...definitions].sort(([a], [b]) => (a < b ? -1 : 1))),
    };
  });
}

function coreDialect(
  schemas: Readonly<Record<string, SchemaNode>>,
  definitions: Map<string, SchemaNode>,
  enums: Enums,
): Dialect {
  const dialect: Dialect = {
    defaultsSatisfyRequired: false,
    bareObjectIsEmpty: false,
    resolve: (node) => schemas[referred(node) ?? ""] ?? node,
    replace(node) {
      const name = referred(node);
      if (name === undefined) return undefined;
      const special = SPECIAL_TYPES[name];
      if (special !== undefined) return special;
      const short = shortName(name);
      if (!definitions.has(short)) {
        definitions.set(short, {});
        definitions.set(short, refineDefinition(name, close(schemas[name] as SchemaNode, dialect), enums));
      }
      return reference(short);
    },
  };
  return dialect;
}

/** Fields refer to a type directly, or inside `allOf` when they add a default or a description to it. */
function referred(node: SchemaNode): string | undefined {
  const all = node["allOf"];
  const holder = Array.isArray(all) && isNode(all[0]) ? all[0] : node;
  const target = holder["$ref"];
  return typeof target === "string" ? target.slice(PREFIX.length) : undefined;
}

/** `io.k8s.api.core.v1.Container` is `core.v1.Container`. */
function shortName(name: string): string {
  return name.split(".").slice(-3).join(".");
}

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

function definitionOf(described: Described, kind: string): { name: string } & GroupVersionKind {
  for (const [name, schema] of Object.entries(described.components.schemas)) {
    const [gvk, ...others] = (schema["x-kubernetes-group-version-kind"] ?? []) as GroupVersionKind[];
    if (gvk?.kind === kind && others.length === 0) return { name, ...gvk };
  }
  throw new Error(`the API description has no kind ${kind}`);
}

/** A kind is namespaced when it is created under a namespace. */
function isNamespaced(described: Described, kind: string): boolean {
  return Object.entries(described.paths).some(([path, item]) => {
    const post = childNodes({ item }, "item").find(([verb]) => verb === "post")?.[1];
    const gvk = post?.["x-kubernetes-group-version-kind"];
    return path.includes("/namespaces/{namespace}/") && isNode(gvk) && gvk["kind"] === kind;
  });
}
