import { memoizeByIdentity } from "../../../model/memo.ts";
import { hasPrivilege } from "../../../model/privilege.ts";
import type { ClusterRule, Violation } from "../../rule.ts";
import { type Binding, bindingsOf, bindingTitle, subjectsOf } from "./bindings.ts";
import { subjectTitle, tenantsOfSubject } from "./subject.ts";

export const declaredRights: ClusterRule = {
  id: "FLT-SEC-043",
  scope: "cluster",
  severity: "error",
  widest: "site",
  title: "Rights over the whole cluster are declared by their layer",
  help: "Reading every secret, making pods in every namespace, changing roles, servers or admission: whoever has one of these in the whole cluster has the cluster. A layer that needs it declares `clusterRights` with its reason, which a reviewer sees and docs/privileges.md lists. cluster-admin has a rule of its own, FLT-SEC-011.",
  bad: `# a layer's object
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: mirror }
rules: [{ apiGroups: [""], resources: [secrets], verbs: ["*"] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: mirror }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: mirror }
subjects: [{ kind: ServiceAccount, name: mirror, namespace: observability }]
`,
  good: `# a layer's object
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: mirror }
rules: [{ apiGroups: [""], resources: [secrets], verbs: ["*"] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: mirror, namespace: observability }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: mirror }
subjects: [{ kind: ServiceAccount, name: mirror, namespace: observability }]
`,
  check(cluster) {
    return bindingsOf(cluster).flatMap((binding) => undeclaredRights(binding));
  },
};

/** A binding whose role lies in its own folder is one for all clusters that share the folder. */
const undeclaredRights = memoizeByIdentity((binding: Binding): readonly Violation[] => {
  const { object, context, powers } = binding;
  if (object.kind !== "ClusterRoleBinding" || hasClusterRights(binding)) return [];
  // A role that another programme makes can be judged where it is made.
  if (powers === undefined || powers.length === 0) return [];
  return subjectsOf(binding)
    .filter((subject) => tenantsOfSubject(subject, context.tenants).length === 0)
    .map((subject) => ({
      message: `${bindingTitle(binding)}: ${subjectTitle(subject)} may ${powers.join(", ")} in the whole cluster`,
      hint: "bind the role in the namespaces that need it, or declare the right in the layer",
    }));
});

/** The delivery agent's own account is the business of FLT-SEC-011, whichever folder tries. */
function hasClusterRights({ object, context: { privileged, category } }: Binding): boolean {
  const role = object["roleRef"];
  const isAdmin = typeof role === "object" && role !== null && "name" in role && role.name === "cluster-admin";
  return isAdmin || category === "delivery" || hasPrivilege(privileged, "clusterRights");
}
