import { field } from "../../../model/json-fields.ts";
import { memoizeByIdentity } from "../../../model/memo.ts";
import type { ClusterRule, Violation } from "../../rule.ts";
import { type Binding, bindingsOf, bindingTitle, roleTitle, subjectsOf } from "./bindings.ts";
import { namespaceRoles } from "./roles-of-cluster.ts";
import { subjectTitle, tenantsOfSubject } from "./subject.ts";

export const tenantReach: ClusterRule = {
  id: "FLT-SEC-041",
  scope: "cluster",
  severity: "error",
  widest: "site",
  atApiServer: {
    by: "flotilla-tenant-bindings",
    where: "everywhere; what a role grants in the tenant's own namespace is judged at check alone",
  },
  title: "Tenants get rights in their own namespaces alone",
  help: "Judged by what is granted and to whom, never by a name: the tenant's groups, the accounts in its namespaces, the account that reconciles its apps and each group that holds one of these, such as `system:serviceaccounts:flux-system`, count as the tenant. In its own namespaces it may have Kubernetes' roles admin, edit and view, or a role that gives no way out: no escalation, no tokens, no fences. In any other namespace it gets nothing, since whoever makes pods in kube-system or beside the delivery agent has the cluster. Cluster-wide it gets nothing either.",
  bad: `# objects of one cluster
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: helpers, namespace: kube-system }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: retail-team }]
`,
  good: `# objects of one cluster
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: helpers, namespace: retail }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: retail-team }]
---
apiVersion: v1
kind: ResourceQuota
metadata: { name: tenant, namespace: retail }
spec: { hard: { pods: "50" } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: retail }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
`,
  check(cluster) {
    return bindingsOf(cluster).flatMap((binding) => bindingProblems(binding));
  },
};

/** A binding whose role lies in its own folder is one for all clusters that share the folder. */
const bindingProblems = memoizeByIdentity((binding: Binding): readonly Violation[] => {
  const { context, object } = binding;
  return subjectsOf(binding).flatMap((subject) => {
    // Of a group that holds several tenants the first says enough.
    const [first] = tenantsOfSubject(subject, context.tenants).flatMap((tenant) => {
      const problem = problemOf(binding, tenant);
      return problem === undefined ? [] : [{ tenant, problem }];
    });
    if (first === undefined) return [];
    const { tenant, problem } = first;
    const where = object.metadata.namespace === undefined ? "in the whole cluster" : `in ${object.metadata.namespace}`;
    return [
      {
        message: `${bindingTitle(binding)}: ${subjectTitle(subject)} of tenant ${tenant} gets ${roleTitle(binding)} ${where}, which ${problem}`,
        hint: "bind a role that names what is needed, in a namespace of the tenant",
      },
    ];
  });
});

/** Completes "which ..."; undefined where nothing is wrong. */
function problemOf({ object, context, powers }: Binding, tenant: string): string | undefined {
  const { kind, metadata } = object;
  if (kind === "ClusterRoleBinding") return "reaches every namespace";
  const own = context.tenants.find(({ name }) => name === tenant)?.namespaces ?? [];
  if (metadata.namespace === undefined || !own.includes(metadata.namespace)) return "is no namespace of the tenant";
  const [refKind, name] = [field(object, "roleRef", "kind"), field(object, "roleRef", "name")];
  if (refKind === "ClusterRole" && namespaceRoles.has(String(name))) return undefined;
  if (powers === undefined) return "no folder of the cluster holds";
  const out = powers.filter((power) => !withinNamespace.has(power));
  return out.length > 0 ? `lets its bearer ${out.join(", ")}` : undefined;
}

/** What a tenant's own people need for their own pods; the accounts there are no more than theirs. */
const withinNamespace: ReadonlySet<string> = new Set([
  "make pods under any account of a namespace",
  "read secrets",
  "run commands in pods",
]);
