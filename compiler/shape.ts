/** Validates an object against the closed schema of its kind. */

import type { KubernetesObject } from "../model/manifest.ts";
import { nearest } from "../model/nearest.ts";
import { CEL_RULES } from "./schemas/cel.ts";
import { applyRule, get, type ObjectRule } from "./schemas/object-rule.ts";
import { type Rule, rootRule } from "./schemas/rule.ts";
import { findSchema, knownKinds } from "./schemas/schemas.ts";
import { SERVER_RULES } from "./schemas/server-rules.ts";
import type { ShapeFault } from "./schemas/shape-fault.ts";
import { type Walk, walk } from "./schemas/walk.ts";
import { WEBHOOK_RULES } from "./schemas/webhook-rules.ts";

export type { ShapeFault } from "./schemas/shape-fault.ts";

/**
 * Holds an object against the closed schema of its kind: every field known, of the right type and form,
 * nothing required missing, names and labels as the API server takes them, no null, no status. A kind
 * without a schema is a fault.
 *
 * @returns all faults, in the order of the object's fields; an empty list for an object that is fine
 */
export function checkShape(object: KubernetesObject): ShapeFault[] {
  const shape = shapeOf(object.apiVersion, object.kind);
  if (shape === undefined) return [unknownKind(object.apiVersion, object.kind)];
  const state: Walk = { path: [], faults: [], embedded: [] };
  walk(shape.root, object, state);
  for (const rule of shape.rules) applyRule(rule, object, state.faults);
  for (const path of state.embedded) state.faults.push(...embeddedFaults(object, path));
  return state.faults.length === 0 ? state.faults : state.faults.map(withReason);
}

interface Shape {
  readonly root: Rule;
  readonly rules: readonly ObjectRule[];
}

/**
 * Shapes by kind, then by apiVersion: two look-ups make no string. They are made of the program's own schemas and hold
 * nothing of a fleet, so they stay for the life of the process.
 */
const shapes = new Map<string, Map<string, Shape>>();

function shapeOf(apiVersion: string, kind: string): Shape | undefined {
  const known = shapes.get(kind)?.get(apiVersion);
  if (known !== undefined) return known;
  const schema = findSchema(apiVersion, kind);
  if (schema === undefined) return undefined;
  const name = `${apiVersion}/${kind}`;
  const rules = [CEL_RULES, SERVER_RULES, WEBHOOK_RULES].flatMap((table) => table[name] ?? []);
  const shape: Shape = { root: rootRule(schema), rules };
  const versions = shapes.get(kind) ?? new Map<string, Shape>();
  shapes.set(kind, versions.set(apiVersion, shape));
  return shape;
}

function unknownKind(apiVersion: string, kind: string): ShapeFault {
  const wanted = `${apiVersion}/${kind}`;
  const names = [...knownKinds().keys()];
  const sameKind = names.filter((name) => name.endsWith(`/${kind}`));
  const meant = nearest(wanted, sameKind) ?? sameKind[0] ?? nearest(wanted, names);
  return {
    path: ["kind"],
    found: `no schema for ${wanted}`,
    expected: "a kind listed in compiler/schemas/generated/index.json",
    hint: `${meant === undefined ? "" : `did you mean ${meant}? If not, `}add it to lab/crds/kinds.ts and run lab/crds/generate.ts`,
  };
}

/** An object inside another one, such as a manifest in an EdgeApplication, is held against its own schema. */
function embeddedFaults(object: KubernetesObject, path: readonly (string | number)[]): ShapeFault[] {
  const inner = get(object, ...path.map(String)) as KubernetesObject;
  return checkShape(inner).map((fault) => ({ ...fault, path: [...path, ...fault.path] }));
}

/** Why a field that Kubernetes has in general does not belong into a manifest. */
const REASONS: Readonly<Record<string, string>> = {
  status: "controllers write the status: leave it out",
  "metadata.namespace": "this kind lives in the whole cluster: leave the namespace out",
  "metadata.generateName": "a generated name is new at every apply: give a name",
  "metadata.ownerReferences": "an owner has a uid that only the cluster knows: leave it out",
  "metadata.creationTimestamp": "the API server writes it: leave it out",
  "metadata.resourceVersion": "the API server writes it: leave it out",
  "metadata.uid": "the API server writes it: leave it out",
};

function withReason(fault: ShapeFault): ShapeFault {
  const reason = fault.found.startsWith("unknown field") ? REASONS[fault.path.join(".")] : undefined;
  return reason === undefined ? fault : { ...fault, hint: reason };
}
