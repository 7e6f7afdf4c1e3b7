import { get, has, items, type ObjectRule } from "./object-rule.ts";

/**
 * Checks of the API server that stand in its code (Kubernetes v1.35 pkg/apis/<group>/validation), by
 * `apiVersion/kind`: those that generated objects can break.
 */
export const SERVER_RULES: Readonly<Record<string, readonly ObjectRule[]>> = {
  "v1/ConfigMap": [
    {
      self: [],
      holds: (map) => sizeOf(get(map, "data")) + sizeOf(get(map, "binaryData")) <= 1_048_576,
      expected: "at most 1 MiB of data",
      hint: "split it into several ConfigMaps",
    },
  ],
  "v1/Service": [
    {
      self: ["spec"],
      blame: ["ports"],
      holds: (spec) => items(get(spec, "ports")).length > 0 || portless(spec),
      expected: "at least one port, unless the type is ExternalName or clusterIP is None",
    },
    {
      self: ["spec", "ports"],
      holds: (ports) => items(ports).length < 2 || items(ports).every((port) => has(port, "name")),
      expected: "a name for every port when there is more than one",
    },
  ],
  "v1/PersistentVolumeClaim": [
    {
      self: ["spec"],
      blame: ["accessModes"],
      holds: (spec) => items(get(spec, "accessModes")).length > 0,
      expected: "at least one access mode",
    },
    {
      self: ["spec"],
      blame: ["resources", "requests", "storage"],
      holds: (spec) => has(spec, "resources", "requests", "storage"),
      expected: "the size to ask for, such as 10Gi",
    },
  ],
  "v1/Pod": [volumesExist(["spec"])],
  "apps/v1/DaemonSet": workload(["Always"]),
  "apps/v1/StatefulSet": workload(["Always"]),
  "apps/v1/Deployment": [
    ...workload(["Always"]),
    {
      self: ["spec", "strategy"],
      holds: (strategy) => get(strategy, "type") !== "Recreate" || !has(strategy, "rollingUpdate"),
      expected: "no rollingUpdate when type is Recreate",
    },
    {
      self: ["spec", "strategy", "rollingUpdate"],
      holds: (update) => !(isZero(get(update, "maxSurge")) && isZero(get(update, "maxUnavailable"))),
      expected: "maxSurge or maxUnavailable above 0",
    },
  ],
  "batch/v1/Job": jobPods(["spec"]),
  "batch/v1/CronJob": jobPods(["spec", "jobTemplate", "spec"]),
  "policy/v1/PodDisruptionBudget": [
    {
      self: ["spec"],
      holds: (spec) => !(has(spec, "minAvailable") && has(spec, "maxUnavailable")),
      expected: "minAvailable or maxUnavailable, not both",
    },
  ],
  "rbac.authorization.k8s.io/v1/Role": [policyRules("resources")],
  "rbac.authorization.k8s.io/v1/ClusterRole": [policyRules("resources or nonResourceURLs")],
  "rbac.authorization.k8s.io/v1/RoleBinding": [roleRef("Role", "ClusterRole"), subjects(false)],
  "rbac.authorization.k8s.io/v1/ClusterRoleBinding": [roleRef("ClusterRole"), subjects(true)],
};

function sizeOf(data: unknown): number {
  if (typeof data !== "object" || data === null) return 0;
  let bytes = 0;
  for (const value of Object.values(data)) bytes += Buffer.byteLength(String(value));
  return bytes;
}

function portless(spec: unknown): boolean {
  return get(spec, "type") === "ExternalName" || get(spec, "clusterIP") === "None";
}

function isZero(value: unknown): boolean {
  return value === 0 || value === "0" || value === "0%";
}

/** Kinds that select the pods they make. */
function workload(restartPolicies: readonly string[]): ObjectRule[] {
  return [
    selectsTemplate(["spec"]),
    {
      self: ["spec", "template", "spec"],
      blame: ["restartPolicy"],
      holds: (pod) => restartPolicies.includes(String(get(pod, "restartPolicy") ?? "Always")),
      expected: restartPolicies.join(" or "),
    },
    volumesExist(["spec", "template", "spec"], ["spec", "volumeClaimTemplates"]),
  ];
}

function jobPods(above: readonly string[]): ObjectRule[] {
  return [
    {
      self: [...above, "template", "spec"],
      blame: ["restartPolicy"],
      holds: (pod) => ["Never", "OnFailure"].includes(String(get(pod, "restartPolicy"))),
      expected: "Never or OnFailure",
    },
    volumesExist([...above, "template", "spec"]),
  ];
}

/** A selector that is empty or does not match the template's labels is refused, and cannot be changed later. */
export function selectsTemplate(above: readonly string[]): ObjectRule {
  return {
    self: above,
    blame: ["selector"],
    holds(spec) {
      const selector = get(spec, "selector");
      const wanted = Object.entries(get(selector, "matchLabels") ?? {});
      const labels = get(spec, "template", "metadata", "labels");
      const some = wanted.length > 0 || items(get(selector, "matchExpressions")).length > 0;
      return selector === undefined || (some && wanted.every(([key, value]) => get(labels, key) === value));
    },
    expected: "a selector with at least one label, each also on the template",
  };
}

function volumesExist(pod: readonly string[], claims: readonly string[] = []): ObjectRule {
  return {
    self: [],
    blame: pod,
    holds(object) {
      const spec = get(object, ...pod);
      const claimed = claims.length === 0 ? [] : items(get(object, ...claims));
      const names = new Set([
        ...items(get(spec, "volumes")).map((volume) => get(volume, "name")),
        ...claimed.map((claim) => get(claim, "metadata", "name")),
      ]);
      const containers = [...items(get(spec, "containers")), ...items(get(spec, "initContainers"))];
      return containers.every((container) =>
        items(get(container, "volumeMounts")).every((mount) => names.has(get(mount, "name"))),
      );
    },
    expected: "a volume for every name in volumeMounts",
  };
}

function policyRules(what: string): ObjectRule {
  return {
    self: ["rules", "*"],
    holds(rule) {
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

function roleRef(...kinds: readonly string[]): ObjectRule {
  return {
    self: ["roleRef"],
    holds: (ref) => get(ref, "apiGroup") === "rbac.authorization.k8s.io" && kinds.includes(String(get(ref, "kind"))),
    expected: `apiGroup rbac.authorization.k8s.io and kind ${kinds.join(" or ")}`,
  };
}

function subjects(needNamespace: boolean): ObjectRule {
  return {
    self: ["subjects", "*"],
    holds(subject) {
      const group = get(subject, "apiGroup") ?? "";
      if (get(subject, "kind") !== "ServiceAccount") {
        return ["User", "Group"].includes(String(get(subject, "kind"))) && group === "rbac.authorization.k8s.io";
      }
      return group === "" && (!needNamespace || has(subject, "namespace"));
    },
    expected: "a ServiceAccount with its namespace, or a User or Group with apiGroup rbac.authorization.k8s.io",
  };
}
