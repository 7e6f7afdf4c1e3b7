/** Validates an object against the closed schema of its kind. */

import type { KubernetesObject } from "../model/manifest.ts";
import { suggest } from "../model/suggest.ts";
import { CEL_RULES } from "./schemas/cel.ts";
import { applyRule, get, type ObjectRule } from "./schemas/object-rule.ts";
import { rootNode, type SchemaNode } from "./schemas/schema-node.ts";
import type { SchemaViolation } from "./schemas/schema-violation.ts";
import { findSchema, knownKinds } from "./schemas/schemas.ts";
import { SERVER_RULES } from "./schemas/server-rules.ts";
import { type ValidationState, validateNode } from "./schemas/validate-node.ts";
import { WEBHOOK_RULES } from "./schemas/webhook-rules.ts";

export type { SchemaViolation } from "./schemas/schema-violation.ts";

/**
 * Holds an object against the closed schema of its kind: every field known, of the right type and form,
 * nothing required missing, names and labels as the API server takes them, no null, no status. A kind
 * without a schema is a violation.
 *
 * @returns all violations, in the order of the object's fields; an empty list for an object that is fine
 */
export function validateObject(object: KubernetesObject): SchemaViolation[] {
  const compiled = schemaOf(object.apiVersion, object.kind);
  if (compiled === undefined) return [unknownKind(object.apiVersion, object.kind)];
  const state: ValidationState = { path: [], violations: [], embedded: [] };
  validateNode(compiled.root, object, state);
  for (const rule of compiled.rules) applyRule(rule, object, state.violations);
  for (const path of state.embedded) state.violations.push(...embeddedViolations(object, path));
  return state.violations.length === 0 ? state.violations : state.violations.map(withReason);
}

interface CompiledSchema {
  readonly root: SchemaNode;
  readonly rules: readonly ObjectRule[];
}

/**
 * Compiled schemas by kind, then by apiVersion: two look-ups make no string. They are made of the program's own schemas and hold
 * nothing of a fleet, so they stay for the life of the process.
 */
const compiledSchemas = new Map<string, Map<string, CompiledSchema>>();

function schemaOf(apiVersion: string, kind: string): CompiledSchema | undefined {
  const known = compiledSchemas.get(kind)?.get(apiVersion);
  if (known !== undefined) return known;
  const schema = findSchema(apiVersion, kind);
  if (schema === undefined) return undefined;
  const name = `${apiVersion}/${kind}`;
  const rules = [CEL_RULES, SERVER_RULES, WEBHOOK_RULES].flatMap((table) => table[name] ?? []);
  const compiled: CompiledSchema = { root: rootNode(schema), rules };
  const versions = compiledSchemas.get(kind) ?? new Map<string, CompiledSchema>();
  compiledSchemas.set(kind, versions.set(apiVersion, compiled));
  return compiled;
}

function unknownKind(apiVersion: string, kind: string): SchemaViolation {
  const wanted = `${apiVersion}/${kind}`;
  const names = [...knownKinds().keys()];
  const sameKind = names.filter((name) => name.endsWith(`/${kind}`));
  const meant = suggest(wanted, sameKind) ?? sameKind[0] ?? suggest(wanted, names);
  return {
    path: ["kind"],
    found: `no schema for ${wanted}`,
    expected: "a kind listed in compiler/schemas/generated/index.json",
    hint: `${meant === undefined ? "" : `did you mean ${meant}? If not, `}add it to lab/crds/kinds.ts and run lab/crds/generate.ts`,
  };
}

/** An object inside another one, such as a manifest in an EdgeApplication, is held against its own schema. */
function embeddedViolations(object: KubernetesObject, path: readonly (string | number)[]): SchemaViolation[] {
  const inner = get(object, ...path.map(String)) as KubernetesObject;
  return validateObject(inner).map((violation) => ({ ...violation, path: [...path, ...violation.path] }));
}

/** Why a field that Kubernetes has in general does not belong in a manifest. */
const REASONS: Readonly<Record<string, string>> = {
  status: "controllers write the status: leave it out",
  "metadata.namespace": "this kind lives in the whole cluster: leave the namespace out",
  "metadata.generateName": "a generated name is new at every apply: give a name",
  "metadata.ownerReferences": "an owner has a uid that only the cluster knows: leave it out",
  "metadata.creationTimestamp": "the API server writes it: leave it out",
  "metadata.resourceVersion": "the API server writes it: leave it out",
  "metadata.uid": "the API server writes it: leave it out",
};

function withReason(violation: SchemaViolation): SchemaViolation {
  const reason = violation.found.startsWith("unknown field") ? REASONS[violation.path.join(".")] : undefined;
  return reason === undefined ? violation : { ...violation, hint: reason };
}
