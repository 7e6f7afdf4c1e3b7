/** Checks of Karmada's webhooks (pkg/util/validation/validation.go at v1.16.0) and of its own API server. */

import { get, has, items, type ObjectRule } from "./object-rule.ts";

const count = (value: unknown) => (typeof value === "number" ? value : 0);
const constraints = ["spec", "placement", "spreadConstraints"];

/** ValidatePropagationSpec, ValidatePlacement, ValidateSpreadConstraint, ValidateFailover. */
const propagation: readonly ObjectRule[] = [
  {
    at: ["spec", "placement"],
    isValid: (placement) => !(has(placement, "clusterAffinity") && has(placement, "clusterAffinities")),
    expected: "clusterAffinity or clusterAffinities, not both",
  },
  {
    at: ["spec", "placement", "clusterAffinities"],
    isValid: (affinities) => isDistinct(items(affinities).flatMap((each) => get(each, "affinityName") ?? [])),
    expected: "a name of its own for each affinity",
  },
  {
    at: constraints,
    isValid(value) {
      const fields = fieldsOf(value);
      return fields.length === 0 || fields.includes("cluster");
    },
    expected: "one of the constraints with spreadByField cluster",
  },
  {
    at: constraints,
    isValid: (value) => isDistinct(fieldsOf(value)),
    expected: "one constraint for each field",
  },
  {
    at: [...constraints, "*"],
    isValid: (one) => !(has(one, "spreadByField") && has(one, "spreadByLabel")),
    expected: "spreadByField or spreadByLabel, not both",
  },
  {
    at: [...constraints, "*"],
    reportAt: ["minGroups"],
    isValid: (one) => count(get(one, "minGroups")) >= 0,
    expected: "0 or more",
  },
  {
    at: [...constraints, "*"],
    reportAt: ["maxGroups"],
    isValid(one) {
      const [least, most] = [count(get(one, "minGroups")), count(get(one, "maxGroups"))];
      return most === 0 || most >= Math.max(0, least);
    },
    expected: "0, or at least minGroups",
  },
  {
    at: ["spec"],
    reportAt: ["propagateDeps"],
    isValid: (spec) => !has(spec, "failover", "application") || get(spec, "propagateDeps") === true,
    expected: "true, because failover.application is set",
  },
  {
    at: ["spec", "failover", "application"],
    reportAt: ["gracePeriodSeconds"],
    isValid(application) {
      const isGraceful = ["Graciously", "Gracefully"].includes(String(get(application, "purgeMode")));
      const seconds = get(application, "gracePeriodSeconds");
      return isGraceful ? count(seconds) > 0 : seconds === undefined;
    },
    expected: "seconds above 0 with purgeMode Gracefully, and none without",
  },
  {
    at: ["spec"],
    reportAt: ["resourceSelectors"],
    isValid: (spec) =>
      get(spec, "preemption") !== "Always" || items(get(spec, "resourceSelectors")).every((one) => has(one, "name")),
    expected: "a name in every selector when preemption is Always",
  },
  {
    at: ["spec", "suspension"],
    isValid: (suspension) =>
      get(suspension, "dispatching") !== true ||
      items(get(suspension, "dispatchingOnClusters", "clusterNames")).length === 0,
    expected: "dispatching or dispatchingOnClusters, not both",
  },
];

/** ValidateOverrideSpec, ValidateOverrideRules. */
const override: readonly ObjectRule[] = [
  {
    at: ["spec"],
    isValid: (spec) => !has(spec, "overrideRules") || !(has(spec, "targetCluster") || has(spec, "overriders")),
    expected: "overrideRules alone, without targetCluster and overriders beside them",
  },
  {
    at: ["spec", "overrideRules", "*", "overriders", "fieldOverrider", "*"],
    isValid: (one) => !(items(get(one, "json")).length > 0 && items(get(one, "yaml")).length > 0),
    expected: "json or yaml, not both",
  },
  {
    at: ["spec", "overrideRules", "*", "overriders", "plaintext", "*"],
    reportAt: ["path"],
    isValid: (one) => typeof get(one, "path") !== "string" || String(get(one, "path")).startsWith("/"),
    expected: "a JSON pointer, like /spec/replicas",
  },
];

/** A selector outside of the policy's namespace never matches, and nothing says so (pkg/webhook/propagationpolicy). */
const sameNamespace: ObjectRule = {
  at: [],
  reportAt: ["spec", "resourceSelectors"],
  isValid: (policy) =>
    items(get(policy, "spec", "resourceSelectors")).every((one) =>
      [undefined, "", get(policy, "metadata", "namespace")].includes(get(one, "namespace") as string | undefined),
    ),
  expected: "the policy's own namespace, or none, in every selector",
};

export const FEDERATION_RULES: Readonly<Record<string, readonly ObjectRule[]>> = {
  "policy.karmada.io/v1alpha1/PropagationPolicy": [...propagation, sameNamespace],
  "policy.karmada.io/v1alpha1/ClusterPropagationPolicy": propagation,
  "policy.karmada.io/v1alpha1/OverridePolicy": [...override, sameNamespace],
  "policy.karmada.io/v1alpha1/ClusterOverridePolicy": override,
};

function fieldsOf(value: unknown): readonly unknown[] {
  return items(value).flatMap((one) => get(one, "spreadByField") ?? []);
}

function isDistinct(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}
