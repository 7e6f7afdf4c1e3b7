/** Who may do what in one cluster beyond the work that it seems to be for, binding by binding. */

import { field, mappings } from "../../../model/json-fields.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { ManifestContext } from "../../rule.ts";
import { powersOfReference, rolesOf } from "./roles-of-cluster.ts";
import { subjectTitle, tenantsOfSubject } from "./subject.ts";

export const rbacKinds: ReadonlySet<string> = new Set(["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"]);

/**
 * `ServiceAccount observability/prometheus may read secrets in the whole cluster`. What a namespace of a tenant grants to
 * that tenant is left out: it has no more than that there (FLT-SEC-041). What it grants to anybody else is told.
 *
 * @param objects roles and bindings of one cluster
 */
export function grantedRights(
  objects: readonly KubernetesObject[],
  tenants: ManifestContext["tenants"],
): readonly string[] {
  const roles = rolesOf(objects);
  const rights = objects
    .filter(({ kind }) => kind.endsWith("Binding"))
    .flatMap((binding) => {
      const { namespace } = binding.metadata;
      const where = namespace === undefined ? "in the whole cluster" : `in ${namespace}`;
      const powers = powersOfReference(binding["roleRef"], namespace, roles);
      const unknown = namespace === undefined ? [`do what ${String(field(binding, "roleRef", "name"))} lets it`] : [];
      const owner = tenants.find(({ namespaces }) => namespaces.includes(namespace ?? ""))?.name;
      return mappings(binding["subjects"])
        .filter((subject) => owner === undefined || !isOf(owner, tenantsOfSubject(subject, tenants)))
        .flatMap((subject) => (powers ?? unknown).map((power) => `${subjectTitle(subject)} may ${power} ${where}`));
    });
  return [...new Set(rights)];
}

/** Whether a subject stands for that tenant and for no other. */
function isOf(tenant: string, tenants: readonly string[]): boolean {
  return tenants.length > 0 && tenants.every((each) => each === tenant);
}
