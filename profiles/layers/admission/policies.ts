/** Rules that make sense at run time, as the API server itself evaluates them (ValidatingAdmissionPolicy, Kubernetes 1.30). */

import { type AdmittedTenant, callerIsTenant, list, literal, podIn, subjectIsTenant } from "./cel.ts";

interface ResourceRule {
  readonly apiGroups: readonly string[];
  readonly apiVersions: readonly ["*"];
  readonly operations: readonly ("CREATE" | "UPDATE" | "DELETE")[];
  readonly resources: readonly string[];
}

export interface AdmissionPolicy {
  readonly name: string;
  /** Whether it looks at the namespaces of tenants alone, so that it can stop nothing of the platform. */
  readonly ofTenants: boolean;
  readonly rules: readonly ResourceRule[];
  readonly conditions?: readonly { readonly name: string; readonly expression: string }[];
  readonly variables?: readonly { readonly name: string; readonly expression: string }[];
  readonly validations: readonly { readonly expression: string; readonly message: string }[];
}

const rule = (
  group: string,
  resources: readonly string[],
  ...operations: ResourceRule["operations"]
): ResourceRule => ({
  apiGroups: [group],
  apiVersions: ["*"],
  operations: operations.length > 0 ? operations : ["CREATE", "UPDATE"],
  resources,
});

/** Kubernetes' own components and whoever breaks the glass; they can always mend a cluster. */
const notOfKubernetes = {
  name: "not-of-kubernetes",
  expression:
    "!('system:masters' in request.userInfo.groups) && request.userInfo.username != 'system:kube-controller-manager' && !request.userInfo.username.startsWith('system:serviceaccount:kube-system:')",
};

/** FLT-SEC-006. What lives already stays as it is: only a pod that is new or differs is judged. */
export function images(registries: readonly string[]): AdmissionPolicy {
  const containers = ["initContainers", "ephemeralContainers"].map(
    (key) => `(has(variables.pod.${key}) ? variables.pod.${key} : [])`,
  );
  const volumes =
    "(has(variables.pod.volumes) ? variables.pod.volumes : []).filter(v, has(v.image) && has(v.image.reference)).map(v, v.image.reference)";
  const isOwn = `variables.images.all(i, ${list(registries.map((each) => `${each}/`))}.exists(r, i.startsWith(r)))`;
  return {
    name: "flotilla-images",
    ofTenants: true,
    rules: [
      rule("", ["pods", "pods/ephemeralcontainers"]),
      rule("apps", ["daemonsets", "deployments", "replicasets", "statefulsets"]),
      rule("batch", ["cronjobs", "jobs"]),
    ],
    variables: [
      { name: "pod", expression: podIn("object") },
      {
        name: "images",
        expression: `(variables.pod.containers + ${containers.join(" + ")}).map(c, has(c.image) ? c.image : '') + ${volumes}`,
      },
    ],
    validations: [
      {
        expression: `${isOwn} || (oldObject != null && variables.pod == (${podIn("oldObject")}))`,
        message: `images come from ${registries.join(" or ")} (FLT-SEC-006)`,
      },
    ],
  };
}

/** FLT-SEC-017: what fences a namespace in, or reaches out of it, is the platform's. */
export function fences(tenants: readonly AdmittedTenant[]): AdmissionPolicy {
  const all = ["CREATE", "UPDATE", "DELETE"] as const;
  return {
    name: "flotilla-fences",
    ofTenants: true,
    rules: [
      rule("", ["limitranges", "resourcequotas", "serviceaccounts"], ...all),
      rule("networking.k8s.io", ["networkpolicies"], ...all),
      rule("cilium.io", ["ciliumnetworkpolicies"], ...all),
      rule("rbac.authorization.k8s.io", ["rolebindings", "roles"], ...all),
      rule("external-secrets.io", ["externalsecrets", "pushsecrets", "secretstores"], ...all),
    ],
    validations: [
      {
        expression: `!(${callerIsTenant(tenants)})`,
        message: "what fences a tenant in belongs to the platform (FLT-SEC-017)",
      },
    ],
  };
}

/** FLT-SEC-047. */
export function networks(tenants: readonly AdmittedTenant[]): AdmissionPolicy {
  const others = tenants.map(({ name }) => {
    const namespaces = tenants.filter((each) => each.name !== name).flatMap((each) => each.namespaces);
    return `${literal(name)}: ${list(namespaces)}`;
  });
  const labels = "p.namespaceSelector.matchLabels";
  const named = `'kubernetes.io/metadata.name' in ${labels} && !(${labels}['kubernetes.io/metadata.name'] in variables.others)`;
  const selector = `has(${labels}) && (${named} || ('flotilla.dev/tenant' in ${labels} && ${labels}['flotilla.dev/tenant'] == variables.tenant))`;
  const range = "!(p.ipBlock.cidr.endsWith('/0') && (!has(p.ipBlock.except) || size(p.ipBlock.except) == 0))";
  const peer = `has(p.ipBlock) ? ${range} : (!has(p.namespaceSelector) || (${selector}))`;
  const closed = (direction: string, key: string) =>
    `!has(object.spec.${direction}) || object.spec.${direction}.all(r, has(r.${key}) && size(r.${key}) > 0 && r.${key}.all(p, ${peer}))`;
  const message = "a network policy of a tenant names its peers (FLT-SEC-047)";
  return {
    name: "flotilla-networks",
    ofTenants: true,
    rules: [rule("networking.k8s.io", ["networkpolicies"])],
    variables: [
      { name: "tenant", expression: "namespaceObject.metadata.labels['flotilla.dev/tenant']" },
      { name: "byTenant", expression: `{${others.join(", ")}}` },
      {
        name: "others",
        expression: "variables.tenant in variables.byTenant ? variables.byTenant[variables.tenant] : []",
      },
    ],
    validations: [
      { expression: closed("ingress", "from"), message },
      { expression: closed("egress", "to"), message },
    ],
  };
}

const everyone = ["system:anonymous", "system:authenticated", "system:serviceaccounts", "system:unauthenticated"];

/** FLT-SEC-040 and FLT-SEC-041. */
export function bindings(tenants: readonly AdmittedTenant[]): AdmissionPolicy {
  const subjects = "(has(object.subjects) ? object.subjects : [])";
  return {
    name: "flotilla-bindings",
    ofTenants: false,
    rules: [rule("rbac.authorization.k8s.io", ["clusterrolebindings", "rolebindings"])],
    conditions: [notOfKubernetes],
    validations: [
      {
        expression: `${subjects}.all(s, !(s.name in ${list(everyone)}))`,
        message: "a binding names people and accounts that somebody chose (FLT-SEC-040)",
      },
      ...tenants.map((tenant) => ({
        expression: `(object.kind == 'RoleBinding' && object.metadata.namespace in ${list(tenant.namespaces)}) || ${subjects}.all(s, !(${subjectIsTenant(tenant)}))`,
        message: `tenant ${tenant.name} gets rights in its own namespaces alone (FLT-SEC-041)`,
      })),
    ],
  };
}

const dangerousGroups = [
  "",
  "admissionregistration.k8s.io",
  "authentication.k8s.io",
  "external-secrets.io",
  "kustomize.toolkit.fluxcd.io",
  "networking.k8s.io",
  "rbac.authorization.k8s.io",
];

/** FLT-SEC-042, coarser than there: rules on Kubernetes' own groups are not handed out by a label at all. */
export function roles(): AdmissionPolicy {
  const own = `has(r.apiGroups) && r.apiGroups.exists(g, g == '*' || g in ${list(dangerousGroups)})`;
  return {
    name: "flotilla-roles",
    ofTenants: false,
    rules: [rule("rbac.authorization.k8s.io", ["clusterroles"])],
    conditions: [
      notOfKubernetes,
      {
        name: "raises-a-role",
        expression:
          "has(object.metadata.labels) && object.metadata.labels.exists(k, k.startsWith('rbac.authorization.k8s.io/aggregate-to-'))",
      },
    ],
    validations: [
      {
        expression: `(has(object.rules) ? object.rules : []).all(r, !(${own}))`,
        message: "nothing raises Kubernetes' own roles (FLT-SEC-042)",
      },
    ],
  };
}

/** The level that holds pods of tenants to FLT-SEC-044 stays on their namespaces. */
export function namespaces(): AdmissionPolicy {
  const isTenants = (object: string) =>
    `(${object} != null && has(${object}.metadata.labels) && 'flotilla.dev/tenant' in ${object}.metadata.labels)`;
  return {
    name: "flotilla-namespaces",
    ofTenants: false,
    rules: [rule("", ["namespaces"])],
    conditions: [
      notOfKubernetes,
      { name: "of-a-tenant", expression: `${isTenants("object")} || ${isTenants("oldObject")}` },
    ],
    validations: [
      {
        expression:
          "has(object.metadata.labels) && 'pod-security.kubernetes.io/enforce' in object.metadata.labels && object.metadata.labels['pod-security.kubernetes.io/enforce'] == 'restricted'",
        message: "the namespace of a tenant enforces the restricted level (FLT-SEC-044)",
      },
    ],
  };
}
