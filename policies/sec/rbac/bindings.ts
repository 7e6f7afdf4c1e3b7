/** The bindings of one cluster, each with what its role hands out, whichever folder the role lies in. */

import { field, mappings } from "../../../model/json-fields.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { memoizeByIdentity, memoizeShared } from "../../../model/memo.ts";
import type { ClusterContents, ManifestContext } from "../../rule.ts";
import { powersOfReference, type Roles, rolesOf } from "./roles-of-cluster.ts";

export interface Binding {
  readonly object: KubernetesObject;
  readonly context: ManifestContext;
  /** Each completes "lets its bearer ..."; undefined: nobody here knows the role. */
  readonly powers: readonly string[] | undefined;
}

interface Part {
  readonly roles: readonly KubernetesObject[];
  /** With roles of their own folder, or of Kubernetes. */
  readonly settled: readonly Binding[];
  readonly open: readonly Omit<Binding, "powers">[];
}

const bindingKinds: ReadonlySet<string> = new Set(["ClusterRoleBinding", "RoleBinding"]);
const rbacKinds: ReadonlySet<string> = new Set([...bindingKinds, "ClusterRole", "Role"]);
const nothing: Part = { roles: [], settled: [], open: [] };

/** Folders that many clusters share are lists that many clusters share, so most bindings are judged once a fleet. */
const partOf = memoizeShared((objects: readonly KubernetesObject[], context: ManifestContext): Part => {
  if (!objects.some(({ kind }) => rbacKinds.has(kind))) return nothing;
  const roles = objects.filter(({ kind }) => kind === "Role" || kind === "ClusterRole");
  const bindings = objects.filter(({ kind }) => bindingKinds.has(kind));
  // What a role gathers by labels may lie anywhere in the cluster.
  const own = rolesOf(roles.filter((role) => role["aggregationRule"] === undefined));
  const all = bindings.map((object) => bindingWith(own, object, context));
  return {
    roles,
    settled: all.filter(({ powers }) => powers !== undefined),
    open: all.filter(({ powers }) => powers === undefined),
  };
});

/** Worked out once for a cluster, whichever rule asks first. */
export const bindingsOf = memoizeByIdentity(({ folders }: ClusterContents): readonly Binding[] => {
  const parts = folders.map(({ objects, context }) => partOf(objects, context)).filter((part) => part !== nothing);
  const open = parts.flatMap((part) => part.open);
  const settled = parts.flatMap((part) => part.settled);
  if (open.length === 0) return settled;
  const roles = rolesOf(parts.flatMap((part) => part.roles));
  return [...settled, ...open.map(({ object, context }) => bindingWith(roles, object, context))];
});

function bindingWith(roles: Roles, object: KubernetesObject, context: ManifestContext): Binding {
  return { object, context, powers: powersOfReference(object["roleRef"], object.metadata.namespace, roles) };
}

export function subjectsOf({ object }: Binding): readonly Readonly<Record<string, unknown>>[] {
  return mappings(object["subjects"]);
}

/** `layer monitoring, RoleBinding retail/owners`, as findings on single objects begin. */
export function bindingTitle({ object: { kind, metadata }, context: { layer } }: Binding): string {
  return `layer ${layer}, ${kind} ${metadata.namespace ? `${metadata.namespace}/` : ""}${metadata.name}`;
}

export function roleTitle({ object }: Binding): string {
  return `${String(field(object, "roleRef", "kind"))} ${String(field(object, "roleRef", "name"))}`;
}
