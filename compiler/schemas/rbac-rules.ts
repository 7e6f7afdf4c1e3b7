import { get, has, items, type ObjectRule } from "./object-rule.ts";

/** The rules of a Role or a ClusterRole; only the latter may speak of URLs. */
export function policyRules(what: string): ObjectRule {
  return {
    at: ["rules", "*"],
    isValid(rule) {
      const urls = items(get(rule, "nonResourceURLs")).length;
      const groups = items(get(rule, "apiGroups")).length;
      const resources = items(get(rule, "resources")).length;
      if (items(get(rule, "verbs")).length === 0) return false;
      return urls > 0 ? what !== "resources" && groups + resources === 0 : groups > 0 && resources > 0;
    },
    expected: `verbs, and apiGroups with ${what}`,
    hint: 'the group of core kinds is ""',
  };
}

export function roleRef(...kinds: readonly string[]): ObjectRule {
  return {
    at: ["roleRef"],
    isValid: (ref) => get(ref, "apiGroup") === "rbac.authorization.k8s.io" && kinds.includes(String(get(ref, "kind"))),
    expected: `apiGroup rbac.authorization.k8s.io and kind ${kinds.join(" or ")}`,
  };
}

/** The group of users and groups, which the server fills in where it is left out. */
const RBAC_GROUPS = ["", "rbac.authorization.k8s.io"];

/** Subjects of a binding; one without a namespace takes a RoleBinding's own. */
export function subjects(needNamespace: boolean): ObjectRule {
  return {
    at: ["subjects", "*"],
    isValid(subject) {
      const group = get(subject, "apiGroup") ?? "";
      if (get(subject, "kind") !== "ServiceAccount") {
        return ["User", "Group"].includes(String(get(subject, "kind"))) && RBAC_GROUPS.includes(String(group));
      }
      return group === "" && (!needNamespace || has(subject, "namespace"));
    },
    expected: "a ServiceAccount with its namespace, or a User or Group of apiGroup rbac.authorization.k8s.io",
  };
}
