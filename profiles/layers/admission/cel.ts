/**
 * Expressions of admission policies (Common Expression Language). Whose namespace is whose stands in the labels of the
 * namespaces, so that no expression names a tenant: another tenant changes no policy.
 */

import { tenantPrefix } from "../../../model/delivery.ts";
import { holdersOfTenants } from "../../../model/kubernetes-groups.ts";
import { ownersAnnotation, tenantLabel } from "../tenants/labels.ts";

/** `['a', 'b']` in CEL. */
export function list(values: readonly string[]): string {
  return `[${values.map(literal).join(", ")}]`;
}

export function literal(value: string): string {
  return `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

/** Whether a regular expression finds something in the text (RE2). */
export function matches(text: string, pattern: string): string {
  return `${text}.matches(${literal(pattern)})`;
}

/** Whether an object, which may be null, has the label. */
export function hasLabel(object: string, label: string): string {
  return `(${object} != null && has(${object}.metadata.labels) && ${literal(label)} in ${object}.metadata.labels)`;
}

/**
 * Variables of policies that the API server evaluates once for each namespace of a tenant, `params`: its name, its
 * tenant, the groups of its owners, and what service accounts in it are called.
 */
export const variablesOfTenant = [
  { name: "home", expression: "params.metadata.name" },
  { name: "tenant", expression: `params.metadata.labels[${literal(tenantLabel)}]` },
  {
    name: "owners",
    expression: `has(params.metadata.annotations) && ${literal(ownersAnnotation)} in params.metadata.annotations ? params.metadata.annotations[${literal(ownersAnnotation)}].split('\\n') : []`,
  },
  { name: "accounts", expression: "'system:serviceaccount:' + variables.home + ':'" },
];

/** True where the caller is one of the tenant of `params`, or the account that reconciles some tenant's apps. */
export const callerIsTenant = [
  "request.userInfo.username.startsWith(variables.accounts)",
  matches("request.userInfo.username", `^system:serviceaccount:[^:]+:${tenantPrefix}`),
  "(has(request.userInfo.groups) && request.userInfo.groups.exists(g, g in variables.owners))",
].join(" || ");

/** True where the subject `s` of a binding stands for the tenant of `params`. */
export const subjectIsTenant = [
  `(s.kind == 'ServiceAccount' && ((has(s.namespace) && s.namespace == variables.home) || s.name == ${literal(tenantPrefix)} + variables.tenant))`,
  "(s.kind != 'ServiceAccount' && (s.name in variables.owners || s.name == 'system:serviceaccounts:' + variables.home || s.name.startsWith(variables.accounts)))",
  `(s.kind != 'ServiceAccount' && s.name in ${list(holdersOfTenants)})`,
  `(s.kind == 'User' && s.name.matches('^system:serviceaccount:[^:]+:${tenantPrefix}' + variables.tenant + '$'))`,
].join(" || ");

/** The pod that a workload makes, whatever its kind. */
export function podIn(object: string): string {
  const places = [
    ["Pod", "spec"],
    ["CronJob", "spec.jobTemplate.spec.template.spec"],
    ["PodTemplate", "template.spec"],
  ].map(([kind, path]) => `${object}.kind == '${kind}' ? ${object}.${path} : `);
  return `${places.join("")}${object}.spec.template.spec`;
}
