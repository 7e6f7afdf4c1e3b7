/** What the roles of one cluster grant, with those that Kubernetes brings and those put together by labels. */

import { field, isMapping, mappings } from "../../../model/json-fields.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { memoizeShared } from "../../../model/memo.ts";
import { powersOf, type RoleRule } from "./role-rules.ts";

/** Kubernetes' own roles for people in one namespace; bound there they are what a tenant may have. */
export const namespaceRoles: ReadonlySet<string> = new Set(["admin", "edit", "view"]);

/** Powers of the roles that every API server makes (k8s.io/kubernetes bootstrappolicy); `view` has none. */
const builtIn: Readonly<Record<string, readonly string[] | undefined>> = {
  "cluster-admin": ["do everything"],
  admin: ["become somebody else", "read secrets", "run commands in pods", "write roles and bindings"],
  edit: ["become somebody else", "read secrets", "run commands in pods"],
  view: [],
};

/** What each role hands out, by `namespace/name`; the namespace of a ClusterRole is empty. */
export type Roles = ReadonlyMap<string, readonly string[]>;

export function rolesOf(objects: readonly KubernetesObject[]): Roles {
  const roles = objects.filter(({ kind }) => kind === "Role" || kind === "ClusterRole");
  return new Map(
    roles.map((role) => [roleKey(role.kind, role.metadata.namespace, role.metadata.name), powersOfRole(role, roles)]),
  );
}

function roleKey(kind: unknown, namespace: string | undefined, name: unknown): string {
  return `${kind === "ClusterRole" ? "" : (namespace ?? "")}/${String(name)}`;
}

/** A role by itself is the same in every cluster that shares it; what one gathers by labels may lie anywhere in its cluster. */
function powersOfRole(role: KubernetesObject, all: readonly KubernetesObject[]): readonly string[] {
  return role["aggregationRule"] === undefined
    ? ownPowers(role)
    : powersOf([...ownRules(role), ...gathered(role, all)]);
}

const ownPowers = memoizeShared((role: KubernetesObject) => powersOf(ownRules(role)));

function ownRules(role: KubernetesObject): readonly RoleRule[] {
  return mappings(role["rules"]);
}

/**
 * Rules of a role that gathers others by their labels are those of the others. A selector that is no plain list of
 * labels may match anything.
 */
function gathered(role: KubernetesObject, all: readonly KubernetesObject[]): readonly RoleRule[] {
  const selectors = mappings(field(role, "aggregationRule", "clusterRoleSelectors"));
  return selectors.flatMap((selector) => {
    const labels = selector["matchLabels"];
    if (!isMapping(labels) || mappings(selector["matchExpressions"]).length > 0) return [everything];
    return all
      .filter(({ kind, metadata }) => kind === "ClusterRole" && hasLabels(metadata.labels ?? {}, labels))
      .flatMap(ownRules);
  });
}

const everything: RoleRule = { apiGroups: ["*"], resources: ["*"], verbs: ["*"] };

function hasLabels(labels: Readonly<Record<string, unknown>>, wanted: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

/** What a binding hands out beyond its purpose; undefined: a role that nobody here knows. */
export function powersOfReference(
  ref: unknown,
  namespace: string | undefined,
  roles: Roles,
): readonly string[] | undefined {
  const [kind, name] = [field(ref, "kind"), field(ref, "name")];
  const known = roles.get(roleKey(kind, namespace, name));
  if (known) return known;
  return kind === "ClusterRole" ? builtIn[String(name)] : undefined;
}
