import { field, mappings } from "../../model/json-fields.ts";
import type { ManifestContext, ManifestRule } from "../rule.ts";

export const clusterAdmin: ManifestRule = {
  id: "FLT-SEC-011",
  scope: "manifest",
  severity: "error",
  widest: "site",
  kinds: ["ClusterRoleBinding", "RoleBinding"],
  atApiServer: {
    by: "flotilla-bindings",
    where: "in namespaces of tenants; for the whole cluster flotilla-tenant-bindings keeps tenants off",
  },
  title: "Nobody but the platform's own account is cluster-admin",
  help: "`cluster-admin` may do everything, also inside a single namespace, where it may lift the fences around a tenant. The one account that needs it is the platform's own, ServiceAccount flotilla-platform, which is bound among the delivery objects. Bind `admin`, `edit` or a role of your own.",
  bad: `# a layer's object
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: retail-admins, namespace: retail }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: retail-team }]
`,
  good: `# a layer's object
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: retail-admins, namespace: retail }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit }
subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: retail-team }]
`,
  check(object, context) {
    if (field(object, "roleRef", "name") !== "cluster-admin") return [];
    return mappings(object["subjects"])
      .filter((subject) => !isPlatform(subject, context))
      .map(({ kind, namespace, name }) => ({
        message: `${String(kind)} ${namespace === undefined ? "" : `${String(namespace)}/`}${String(name)} becomes cluster-admin`,
        hint: "bind a role that names what is needed",
      }));
  },
};

/** Delivery objects are the engine's own; no layer and no tenant can put any among them. */
function isPlatform(
  { kind, namespace, name }: Readonly<Record<string, unknown>>,
  { category, tenants }: ManifestContext,
): boolean {
  const isTenants = tenants.some(({ namespaces }) => namespaces.some((each) => each === namespace));
  return category === "delivery" && kind === "ServiceAccount" && name === "flotilla-platform" && !isTenants;
}
