/** Policies on the whole cluster: who gets rights, by which roles, and what keeps a tenant's namespace one. */

import { everyone } from "../../../model/kubernetes-groups.ts";
import { tenantLabel } from "../tenants/labels.ts";
import { type AdmissionPolicy, labelIs, notOfKubernetes, rule } from "./admission-policy.ts";
import { hasLabel, list, matches, subjectIsTenant } from "./cel.ts";

const rbac = "rbac.authorization.k8s.io";
const subjects = "(has(object.subjects) ? object.subjects : [])";
const bindingKinds = rule(rbac, ["clusterrolebindings", "rolebindings"]);

/** What lives already may be written again, as an apply of the same does; the role of a binding cannot change. */
const hasOldSubjects = `(oldObject != null && has(oldObject.subjects) && ${subjects} == oldObject.subjects)`;

/** Names that Kubernetes keeps for itself and that stand for no service account of a namespace. */
const isReserved = `s.kind != 'ServiceAccount' && s.name.startsWith('system:') && !${matches("s.name", "^system:serviceaccounts?:[^:]+(:[^:]+)?$")}`;

/** FLT-SEC-040, and FLT-SEC-011 where a tenant could gain. */
export function bindings(): AdmissionPolicy {
  return {
    name: "flotilla-bindings",
    ofTenants: false,
    rules: [bindingKinds],
    conditions: [notOfKubernetes],
    validations: [
      {
        expression: `${hasOldSubjects} || ${subjects}.all(s, !(s.name in ${list(everyone)} || (${isReserved})))`,
        message: "a binding names people and accounts that somebody chose (FLT-SEC-040)",
      },
      {
        expression: `!${hasLabel("namespaceObject", tenantLabel)} || object.roleRef.name != 'cluster-admin'`,
        message: "nobody is cluster-admin in the namespace of a tenant (FLT-SEC-011)",
      },
    ],
  };
}

/** FLT-SEC-041. */
export function tenantBindings(): AdmissionPolicy {
  const isOwn = `${hasLabel("namespaceObject", tenantLabel)} && ${labelIs("namespaceObject.metadata.labels", tenantLabel, "variables.tenant")}`;
  return {
    name: "flotilla-tenant-bindings",
    ofTenants: false,
    perNamespace: true,
    rules: [bindingKinds],
    conditions: [notOfKubernetes],
    validations: [
      {
        expression: `(${isOwn}) || ${subjects}.all(s, !(${subjectIsTenant}))`,
        messageExpression: "'tenant ' + variables.tenant + ' gets rights in its own namespaces alone (FLT-SEC-041)'",
      },
    ],
  };
}

/** Whoever writes objects of these groups can become more than the role says. */
const powerfulGroups = [
  "",
  "admissionregistration.k8s.io",
  "apiextensions.k8s.io",
  "apiregistration.k8s.io",
  "apps",
  "argoproj.io",
  "authentication.k8s.io",
  "batch",
  "certificates.k8s.io",
  "external-secrets.io",
  "helm.toolkit.fluxcd.io",
  "kustomize.toolkit.fluxcd.io",
  "networking.k8s.io",
  "rbac.authorization.k8s.io",
  "source.toolkit.fluxcd.io",
];

/** Of the core group, these give more than a look even to readers. */
const secretResources = ["*", "secrets", "nodes/proxy", "pods/attach", "pods/exec", "*/attach", "*/exec", "*/proxy"];

/** FLT-SEC-042, coarser than there: no write on Kubernetes' own groups is handed out by a label at all. FLT-SEC-012. */
export function roles(): AdmissionPolicy {
  // Upstream writes a role that has none with null (rbac/v1, no omitempty).
  const rules = "(has(object.rules) && object.rules != null ? object.rules : [])";
  const raises =
    "(has(object.metadata.labels) && object.metadata.labels.exists(k, k.startsWith('rbac.authorization.k8s.io/aggregate-to-') && object.metadata.labels[k] != 'false'))";
  const writes = `(r.apiGroups.exists(g, g == '*' || g in ${list(powerfulGroups)}) && !r.verbs.all(v, v in ['get', 'list', 'watch']))`;
  const looks = `(r.apiGroups.exists(g, g in ['', '*']) && has(r.resources) && r.resources.exists(n, n in ${list(secretResources)}))`;
  const isTenants = hasLabel("namespaceObject", tenantLabel);
  const wild = "'*' in r.verbs || (has(r.apiGroups) && '*' in r.apiGroups) || (has(r.resources) && '*' in r.resources)";
  const rising = "r.verbs.exists(v, v in ['bind', 'escalate', 'impersonate'])";
  return {
    name: "flotilla-roles",
    ofTenants: false,
    rules: [rule(rbac, ["clusterroles", "roles"])],
    conditions: [notOfKubernetes],
    validations: [
      {
        expression:
          "object.kind != 'ClusterRole' || !(object.metadata.name in ['admin', 'cluster-admin', 'edit', 'view'])",
        message: "Kubernetes' own roles are its own (FLT-SEC-042)",
      },
      {
        expression: `!${raises} || (!has(object.aggregationRule) && ${rules}.all(r, !has(r.apiGroups) || !(${writes} || ${looks})))`,
        message: "nothing raises Kubernetes' own roles (FLT-SEC-042)",
      },
      {
        expression: `!${isTenants} || ${rules}.all(r, !(${wild} || ${rising}))`,
        message: "a role of a tenant names what it allows (FLT-SEC-012)",
      },
    ],
  };
}

/** The level that holds pods of tenants to FLT-SEC-044 stays on their namespaces, and so does the label that says whose they are. */
export function namespaces(): AdmissionPolicy {
  const [isTenants, wasTenants] = [hasLabel("object", tenantLabel), hasLabel("oldObject", tenantLabel)];
  const level = "pod-security.kubernetes.io/enforce";
  return {
    name: "flotilla-namespaces",
    ofTenants: false,
    rules: [rule("", ["namespaces"])],
    conditions: [notOfKubernetes, { name: "of-a-tenant", expression: `${isTenants} || ${wasTenants}` }],
    validations: [
      {
        expression: `has(object.metadata.labels) && ${labelIs("object.metadata.labels", level, "'restricted'")}`,
        message: "the namespace of a tenant enforces the restricted level (FLT-SEC-044)",
      },
      {
        expression: isTenants,
        message: `the namespace of a tenant keeps its label ${tenantLabel}, by which the other policies find it`,
      },
    ],
  };
}
