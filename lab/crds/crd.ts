/** Reads schemas out of CustomResourceDefinitions. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { close, type Dialect } from "./close.ts";
import { readableDefinition } from "./definition-text.ts";
import { childNodes, countCelRules, isNode, type RawKind, type SchemaNode, withoutStatus } from "./json-schema.ts";
import type { CrdSource } from "./kinds.ts";
import { TEMPLATE_METADATA } from "./metadata.ts";
import type { Module } from "./modules.ts";
import { shareRepeated } from "./share.ts";

const CUSTOM_RESOURCE: Dialect = {
  replace: () => undefined,
  resolve: (node) => node,
  defaultsSatisfyRequired: true,
  bareObjectIsEmpty: true,
};

/** Lists of whole objects that a CRD declares only as free-form: kind, then the path to the list. */
const EMBEDDED: Readonly<Record<string, readonly string[]>> = {
  EdgeApplication: ["spec", "workloadTemplate", "manifests"],
};

/**
 * Metadata of pod templates that a CRD declares as an object without fields, so that the API server drops their labels or
 * refuses them: kind, then the paths of the pod templates; `*` is any key. Whoever emits the kind brings a definition
 * that keeps them.
 */
const POD_TEMPLATES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  DeploymentGrid: [
    ["spec", "template", "template"],
    ["spec", "templatePool", "*", "template"],
  ],
  StatefulSetGrid: [
    ["spec", "template", "template"],
    ["spec", "templatePool", "*", "template"],
  ],
};

interface Crd {
  readonly spec: {
    readonly group: string;
    readonly scope: "Namespaced" | "Cluster";
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly schema: { readonly openAPIV3Schema: SchemaNode } }[];
  };
}

/** Reads the kinds of one source. `here` is lab/crds, where the written ones are. */
export function readCrds(source: CrdSource, modules: ReadonlyMap<string, Module>, here: string): RawKind[] {
  const module = source.written === undefined ? modules.get(source.module) : { dir: here, version: source.written };
  if (module === undefined) throw new Error(`go.mod does not require ${source.module}`);
  return source.files.map((file) => {
    const path = `${source.folder}/${file}.yaml`;
    const bytes = readFileSync(join(module.dir, path));
    const { spec } = load(readableDefinition(bytes.toString("utf8"))) as Crd;
    const found = spec.versions.find((version) => version.name === source.apiVersion);
    if (found === undefined) throw new Error(`${source.module} ${path} has no version ${source.apiVersion}`);
    const raw = markEmbedded(withoutStatus(found.schema.openAPIV3Schema), EMBEDDED[spec.names.kind]);
    const whole = (POD_TEMPLATES[spec.names.kind] ?? []).reduce(
      (node, path) => withTemplateMetadata(node, path),
      close(raw, CUSTOM_RESOURCE),
    );
    const { closed, definitions } = shareRepeated(withRequiredSpec(whole));
    return {
      group: spec.group,
      version: source.apiVersion,
      kind: spec.names.kind,
      scope: spec.scope,
      module: source.module,
      moduleVersion: module.version,
      source: source.written === undefined ? path : `lab/crds/${path}`,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      celRules: countCelRules(raw),
      closed,
      definitions,
    };
  });
}

/**
 * Many CRDs require fields of `spec` but not `spec` itself, because the type's Go tag says omitempty.
 * An object without it is accepted and does nothing, so it is required here.
 */
function withRequiredSpec(root: SchemaNode): SchemaNode {
  const spec = childNodes(root, "properties").find(([name]) => name === "spec")?.[1];
  const required = Array.isArray(root["required"]) ? (root["required"] as string[]) : [];
  if (spec?.["required"] === undefined || required.includes("spec")) return root;
  return { ...root, required: [...required, "spec"] };
}

function markEmbedded(node: SchemaNode, path: readonly string[] | undefined): SchemaNode {
  if (path === undefined) return node;
  const [name, ...rest] = path;
  if (name === undefined) {
    return { ...node, items: { ...(node["items"] as SchemaNode), "x-kubernetes-embedded-resource": true } };
  }
  const fields = node["properties"];
  const child = isNode(fields) ? fields[name] : undefined;
  if (!isNode(fields) || !isNode(child)) throw new Error(`no field ${name} on the way to an embedded list`);
  return { ...node, properties: { ...fields, [name]: markEmbedded(child, rest) } };
}

/** The closed node with the metadata of the pod template at the path as Kubernetes has it. */
function withTemplateMetadata(node: SchemaNode, path: readonly string[]): SchemaNode {
  const [name, ...rest] = path;
  const [holder, key] = name === "*" ? ["", "additionalProperties"] : ["properties", name ?? "metadata"];
  const fields = holder === "" ? node : node[holder];
  const child = isNode(fields) ? fields[key] : undefined;
  if (!isNode(fields) || !isNode(child)) throw new Error(`no field ${key} on the way to a pod template`);
  const changed = { ...fields, [key]: name === undefined ? TEMPLATE_METADATA : withTemplateMetadata(child, rest) };
  return holder === "" ? changed : { ...node, [holder]: changed };
}
