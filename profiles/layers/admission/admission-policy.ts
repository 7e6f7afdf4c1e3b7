/** A rule as the API server itself evaluates it (ValidatingAdmissionPolicy with its binding, Kubernetes 1.30). */

import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import { tenantLabel } from "../tenants/labels.ts";
import { list, literal, variablesOfTenant } from "./cel.ts";

interface ResourceRule {
  readonly apiGroups: readonly string[];
  readonly apiVersions: readonly ["*"];
  readonly operations: readonly ("CREATE" | "UPDATE" | "DELETE")[];
  readonly resources: readonly string[];
}

interface Named {
  readonly name: string;
  readonly expression: string;
}

export interface AdmissionPolicy {
  readonly name: string;
  /** Whether it looks at the namespaces of tenants alone, so that it can stop nothing of the platform. */
  readonly ofTenants: boolean;
  /** Whether it is evaluated once for each namespace of a tenant, which its expressions have as `params`. */
  readonly perNamespace?: true;
  readonly rules: readonly ResourceRule[];
  readonly conditions?: readonly Named[];
  readonly variables?: readonly Named[];
  readonly validations: readonly {
    readonly expression: string;
    readonly message?: string;
    readonly messageExpression?: string;
  }[];
}

export const rule = (
  group: string,
  resources: readonly string[],
  ...operations: ResourceRule["operations"]
): ResourceRule => ({
  apiGroups: [group],
  apiVersions: ["*"],
  operations: operations.length > 0 ? operations : ["CREATE", "UPDATE"],
  resources,
});

/** Groups that Kubernetes and kubeadm (1.29 and newer, in its own admin.conf) make masters of the cluster. */
const masters = ["kubeadm:cluster-admins", "system:masters"];

/**
 * Kubernetes' own components, kubeadm and whoever breaks the glass; they can always mend a cluster. `kubeadm init phase`
 * and `kubeadm upgrade apply` create their roles and bindings before they update them, and admission comes before the
 * answer that an object exists already, so what lives is judged as if it were new.
 */
export const notOfKubernetes: Named = {
  name: "not-of-kubernetes",
  expression: `!(has(request.userInfo.groups) && request.userInfo.groups.exists(g, g in ${list(masters)})) && request.userInfo.username != 'system:kube-controller-manager' && !request.userInfo.username.startsWith('system:serviceaccount:kube-system:')`,
};

const ofTenants = { matchExpressions: [{ key: tenantLabel, operator: "Exists" }] };

/** @param action deny: refuses; warn: tells the caller and the audit log */
export function addPolicy(scope: Construct, policy: AdmissionPolicy, action: "deny" | "warn"): void {
  const { name, rules, conditions, perNamespace, validations } = policy;
  const apiVersion = "admissionregistration.k8s.io/v1";
  const variables = [...(perNamespace ? variablesOfTenant : []), ...(policy.variables ?? [])];
  new ApiObject(scope, name, {
    apiVersion,
    kind: "ValidatingAdmissionPolicy",
    metadata: { name },
    spec: {
      failurePolicy: "Fail",
      ...(perNamespace && { paramKind: { apiVersion: "v1", kind: "Namespace" } }),
      matchConstraints: { ...(policy.ofTenants && { namespaceSelector: ofTenants }), resourceRules: rules },
      ...(conditions && { matchConditions: conditions }),
      ...(variables.length > 0 && { variables }),
      validations: validations.map((each) => ({ ...each, reason: "Forbidden" })),
    },
  });
  new ApiObject(scope, `${name}-binding`, {
    apiVersion,
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name },
    spec: {
      policyName: name,
      // A cluster without tenants has nothing to hold anybody to.
      ...(perNamespace && { paramRef: { selector: ofTenants, parameterNotFoundAction: "Allow" } }),
      validationActions: action === "deny" ? ["Deny"] : ["Warn", "Audit"],
    },
  });
}

/** `'name of the label' in labels && labels['name of the label'] == value`, for a mapping that is there. */
export function labelIs(labels: string, label: string, value: string): string {
  return `(${literal(label)} in ${labels} && ${labels}[${literal(label)}] == ${value})`;
}
