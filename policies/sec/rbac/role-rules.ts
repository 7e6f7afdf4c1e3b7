/** What the rules of a role let their bearer do beyond the work that they seem to be for. */

import { texts } from "../../../model/json-fields.ts";

/** One entry of `rules` of a Role or ClusterRole, as it came from JSON. */
export type RoleRule = Readonly<Record<string, unknown>>;

interface Power {
  /** Completes "lets its bearer ...". */
  readonly what: string;
  readonly group: string;
  /** `pods/exec`; `*` stands for every resource of the group. */
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Harmless where the rule names the objects. */
  readonly unlessNamed?: true;
}

const read = ["get", "list", "watch"];
const write = ["create", "update", "patch", "delete", "deletecollection"];
const rbac = "rbac.authorization.k8s.io";
const roles = ["roles", "clusterroles"];

/**
 * Rights that make a bearer more than the role says. Sources: Kubernetes' "RBAC good practices" (privilege escalation
 * risks) and the escalation checks of k8s.io/kubernetes pkg/registry/rbac.
 */
const powers: readonly Power[] = [
  {
    what: "become somebody else",
    group: "",
    resources: ["users", "groups", "serviceaccounts"],
    verbs: ["impersonate"],
  },
  {
    what: "become somebody else",
    group: "authentication.k8s.io",
    resources: ["userextras", "uids"],
    verbs: ["impersonate"],
  },
  { what: "raise roles above its own rights", group: rbac, resources: roles, verbs: ["bind", "escalate"] },
  {
    what: "write roles and bindings",
    group: rbac,
    resources: [...roles, "rolebindings", "clusterrolebindings"],
    verbs: write,
  },
  { what: "make tokens of service accounts", group: "", resources: ["serviceaccounts/token"], verbs: ["create"] },
  { what: "read secrets", group: "", resources: ["secrets"], verbs: read, unlessNamed: true },
  // A GET with an upgrade of the connection runs commands as well as a POST does.
  {
    what: "run commands in pods",
    group: "",
    resources: ["pods/exec", "pods/attach", "pods/ephemeralcontainers"],
    verbs: ["get", "create", "update", "patch"],
  },
  { what: "run commands in every pod of a server", group: "", resources: ["nodes/proxy"], verbs: ["get", "create"] },
  {
    what: "make pods under any account of a namespace",
    group: "",
    resources: ["pods", "replicationcontrollers"],
    verbs: ["create", "update", "patch"],
  },
  {
    what: "make pods under any account of a namespace",
    group: "apps",
    resources: ["daemonsets", "deployments", "replicasets", "statefulsets"],
    verbs: ["create", "update", "patch"],
  },
  {
    what: "make pods under any account of a namespace",
    group: "batch",
    resources: ["cronjobs", "jobs"],
    verbs: ["create", "update", "patch"],
  },
  {
    what: "mount folders of servers",
    group: "",
    resources: ["persistentvolumes"],
    verbs: ["create", "update", "patch"],
  },
  { what: "relabel or taint servers", group: "", resources: ["nodes", "nodes/status"], verbs: write },
  { what: "lift the fences of namespaces", group: "", resources: ["namespaces"], verbs: write },
  {
    what: "lift the fences of namespaces",
    group: "",
    resources: ["resourcequotas", "limitranges"],
    verbs: write,
  },
  { what: "open networks of namespaces", group: "networking.k8s.io", resources: ["networkpolicies"], verbs: write },
  {
    what: "change what the API server admits",
    group: "admissionregistration.k8s.io",
    resources: ["*"],
    verbs: write,
  },
  { what: "stand in for the API server", group: "apiregistration.k8s.io", resources: ["apiservices"], verbs: write },
  { what: "change kinds", group: "apiextensions.k8s.io", resources: ["customresourcedefinitions"], verbs: write },
  {
    what: "sign certificates",
    group: "certificates.k8s.io",
    resources: ["certificatesigningrequests/approval", "certificatesigningrequests/status", "signers"],
    verbs: ["update", "patch", "approve", "sign"],
  },
  { what: "read any entry of the secret store", group: "external-secrets.io", resources: ["*"], verbs: write },
  { what: "deploy with rights of Flux", group: "kustomize.toolkit.fluxcd.io", resources: ["*"], verbs: write },
  { what: "deploy with rights of Flux", group: "helm.toolkit.fluxcd.io", resources: ["*"], verbs: write },
  { what: "change what Flux deploys", group: "source.toolkit.fluxcd.io", resources: ["*"], verbs: write },
  { what: "deploy with rights of Argo CD", group: "argoproj.io", resources: ["*"], verbs: write },
];

/** Each completes "lets its bearer ..."; a rule that hands out everything says just that. */
export function powersOf(rules: readonly RoleRule[]): readonly string[] {
  const found = rules.flatMap((rule) => {
    const [groups, resources, verbs] = [texts(rule["apiGroups"]), texts(rule["resources"]), texts(rule["verbs"])];
    const wild = [groups, resources, verbs].every((list) => list.includes("*"));
    if (wild || (verbs.includes("*") && texts(rule["nonResourceURLs"]).includes("*"))) return ["do everything"];
    const isNamed = texts(rule["resourceNames"]).length > 0;
    return powers
      .filter((power) => grants(groups, resources, verbs, power) && !(isNamed && power.unlessNamed))
      .map(({ what }) => what);
  });
  const all = [...new Set(found)];
  return all.includes("do everything") ? ["do everything"] : all;
}

function grants(
  groups: readonly string[],
  resources: readonly string[],
  verbs: readonly string[],
  power: Power,
): boolean {
  return (
    (groups.includes("*") || groups.includes(power.group)) &&
    (verbs.includes("*") || power.verbs.some((verb) => verbs.includes(verb))) &&
    resources.some((resource) => covers(resource, power.resources))
  );
}

/** Kubernetes knows two wildcards: every resource, and one subresource of all (rbac/v1 ResourceMatches). */
function covers(resource: string, wanted: readonly string[]): boolean {
  if (resource === "*" || wanted.includes("*") || wanted.includes(resource)) return true;
  return resource.startsWith("*/") && wanted.some((each) => each.endsWith(resource.slice(1)));
}
