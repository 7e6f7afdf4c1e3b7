/** The parts of OpenAPI schemas that the generator reads and writes. */

/** A node of an OpenAPI v3 schema as CRDs and the API server write it, or of the closed schema made from it. */
export interface SchemaNode {
  readonly [keyword: string]: unknown;
}

export function isNode(value: unknown): value is SchemaNode {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The children under a keyword that maps names to schemas, such as `properties` or `$defs`. */
export function childNodes(node: SchemaNode, keyword: string): [string, SchemaNode][] {
  const children = node[keyword];
  if (!isNode(children)) return [];
  return Object.entries(children).filter((entry): entry is [string, SchemaNode] => isNode(entry[1]));
}

export function countCelRules(node: SchemaNode): number {
  const own = node["x-kubernetes-validations"];
  const below = [
    ...childNodes(node, "properties").map(([, child]) => child),
    node["items"],
    node["additionalProperties"],
  ];
  return below.filter(isNode).reduce((sum, child) => sum + countCelRules(child), Array.isArray(own) ? own.length : 0);
}

/** A kind's schema without `status`, which only controllers write. */
export function withoutStatus(root: SchemaNode): SchemaNode {
  const fields = childNodes(root, "properties").filter(([name]) => name !== "status");
  const required = ((root["required"] ?? []) as string[]).filter((name) => name !== "status");
  return { ...root, properties: Object.fromEntries(fields), required };
}

/** What the generator knows of one kind before it is closed. */
export interface RawKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly scope: "Namespaced" | "Cluster";
  readonly module: string;
  readonly moduleVersion: string;
  /** File in the module that the schema was read from, and the SHA-256 of its bytes. */
  readonly source: string;
  readonly sha256: string;
  /** How many rules in CEL the source has; compiler/schemas/cel.ts must know of each. */
  readonly celRules: number;
  /** Whole object without status, closed; metadata is not yet what belongs into Git. */
  readonly closed: SchemaNode;
  /** Shared definitions that `closed` refers to as `#/$defs/<name>`. */
  readonly definitions: ReadonlyMap<string, SchemaNode>;
}
