/** Who may do what in one cluster beyond the work that it seems to be for, binding by binding. */

import type { KubernetesObject } from "../../../model/manifest.ts";
import { field, mappings } from "../fields.ts";
import { powersOfReference, rolesOf } from "./roles-of-cluster.ts";
import { subjectTitle } from "./subject.ts";

export const rbacKinds: ReadonlySet<string> = new Set(["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"]);

/**
 * `ServiceAccount observability/prometheus may read secrets in the whole cluster`. What a namespace of a tenant grants is
 * left out: tenants have no more than that there (FLT-SEC-041).
 *
 * @param objects roles and bindings of one cluster
 */
export function grantedRights(
  objects: readonly KubernetesObject[],
  tenantNamespaces: ReadonlySet<string>,
): readonly string[] {
  const roles = rolesOf(objects);
  const rights = objects
    .filter(({ kind, metadata }) => kind.endsWith("Binding") && !tenantNamespaces.has(metadata.namespace ?? ""))
    .flatMap((binding) => {
      const { namespace } = binding.metadata;
      const where = namespace === undefined ? "in the whole cluster" : `in ${namespace}`;
      const powers = powersOfReference(binding["roleRef"], namespace, roles);
      const unknown = namespace === undefined ? [`do what ${String(field(binding, "roleRef", "name"))} lets it`] : [];
      return mappings(binding["subjects"]).flatMap((subject) =>
        (powers ?? unknown).map((power) => `${subjectTitle(subject)} may ${power} ${where}`),
      );
    });
  return [...new Set(rights)];
}
