import { childNodes, type RawKind, type SchemaNode } from "./json-schema.ts";
import { metadataSchema } from "./metadata.ts";

export function schemaFileName(kind: RawKind): string {
  return `${kind.group || "core"}_${kind.version}_${kind.kind}.json`.toLowerCase();
}

/** One compact line: the whole object, closed, without status. */
export function schemaText(kind: RawKind): string {
  const fields = childNodes(kind.closed, "properties").filter(([name]) => !IDENTITY.has(name));
  const required = ((kind.closed["required"] ?? []) as string[]).filter((name) => !IDENTITY.has(name));
  const metadata = NAMELESS.has(`${apiVersion(kind)}/${kind.kind}`) ? [] : ["metadata"];
  const schema: SchemaNode = {
    ...(kind.definitions.size > 0 && { $defs: Object.fromEntries(kind.definitions) }),
    type: "object",
    properties: {
      apiVersion: { type: "string", enum: [apiVersion(kind)] },
      kind: { type: "string", enum: [kind.kind] },
      metadata: metadataSchema(kind.group, kind.kind, kind.scope),
      ...Object.fromEntries(fields),
    },
    required: ["apiVersion", "kind", ...metadata, ...required],
    additionalProperties: false,
  };
  return `${JSON.stringify(schema)}\n`;
}

const IDENTITY = new Set(["apiVersion", "kind", "metadata"]);

/** Files for tools that read them from Git and never send them to a cluster. */
const NAMELESS = new Set(["kustomize.config.k8s.io/v1beta1/Kustomization"]);

/** One line a kind, sorted, so that a new version shows as changed lines. */
export function indexText(kinds: readonly RawKind[]): string {
  const lines = kinds.map((kind) => {
    const row = {
      file: schemaFileName(kind),
      scope: kind.scope,
      module: kind.module,
      version: kind.moduleVersion,
      source: kind.source,
      sha256: kind.sha256,
      ...(kind.celRules > 0 && { celRules: kind.celRules }),
    };
    return `${JSON.stringify(`${apiVersion(kind)}/${kind.kind}`)}: ${JSON.stringify(row)}`;
  });
  return `{\n${lines.sort().join(",\n")}\n}\n`;
}

function apiVersion(kind: RawKind): string {
  return kind.group === "" ? kind.version : `${kind.group}/${kind.version}`;
}
