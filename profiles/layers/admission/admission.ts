/** The fleet's rules on tenants at the API server itself, for whoever writes there, past every repository. */

import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import type { Fleet } from "../../../constructs/fleet.ts";
import type { Hub } from "../../../constructs/hub.ts";
import { defineLayer } from "../../../constructs/profile.ts";
import type { Site } from "../../../constructs/site.ts";
import type { AdmittedTenant } from "./cel.ts";
import { type AdmissionPolicy, bindings, fences, images, namespaces, networks, roles } from "./policies.ts";

type Action = "deny" | "warn" | "off";
type AdmissionParameters = { readonly admission: Action };
export type AdmissionInputs = {
  readonly action: Exclude<Action, "off">;
  readonly registries: readonly string[];
  readonly tenants: readonly AdmittedTenant[];
};

const layer = {
  name: "admission",
  category: "addon",
  // A cluster whose policies are late works as before.
  awaited: false,
  privileged: { admission: "holds tenants at the API server to the rules that the repositories are held to" },
} as const;

export const siteAdmission = defineLayer({
  ...layer,
  inputs: (site: Site, { admission }: AdmissionParameters) => inputsOf(site.region.fleet, admission),
  render: addAdmissionPolicies,
});

export const hubAdmission = defineLayer({
  ...layer,
  inputs: (hub: Hub, { admission }: AdmissionParameters) => inputsOf(hub.region.fleet, admission),
  render: addAdmissionPolicies,
});

function inputsOf({ registries, spec }: Fleet, action: Action): AdmissionInputs | undefined {
  // Without tenants nobody is there to be held to anything.
  if (action === "off" || spec.tenants.length === 0) return undefined;
  return {
    action,
    registries,
    tenants: spec.tenants.map(({ name, namespaces: own, owners }) => ({ name, namespaces: own, owners })),
  };
}

/**
 * Everything that could keep a cluster from mending itself is left out: no policy looks at pods outside of tenants'
 * namespaces, and the three that look at the whole cluster (bindings, roles, namespaces) let Kubernetes' own
 * components and system:masters through. Expressions run inside the API server, so no service can be missing.
 */
export function addAdmissionPolicies(scope: Construct, { action, registries, tenants }: AdmissionInputs): void {
  const all = [images(registries), fences(tenants), networks(tenants), bindings(tenants), roles(), namespaces()];
  for (const policy of all) addPolicy(scope, policy, action);
}

function addPolicy(scope: Construct, policy: AdmissionPolicy, action: AdmissionInputs["action"]): void {
  const { name, ofTenants, rules, conditions, variables, validations } = policy;
  const apiVersion = "admissionregistration.k8s.io/v1";
  new ApiObject(scope, name, {
    apiVersion,
    kind: "ValidatingAdmissionPolicy",
    metadata: { name },
    spec: {
      failurePolicy: "Fail",
      matchConstraints: {
        ...(ofTenants && {
          namespaceSelector: { matchExpressions: [{ key: "flotilla.dev/tenant", operator: "Exists" }] },
        }),
        resourceRules: rules,
      },
      ...(conditions && { matchConditions: conditions }),
      ...(variables && { variables }),
      validations: validations.map((each) => ({ ...each, reason: "Forbidden" })),
    },
  });
  new ApiObject(scope, `${name}-binding`, {
    apiVersion,
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name },
    spec: { policyName: name, validationActions: action === "deny" ? ["Deny"] : ["Warn", "Audit"] },
  });
}
