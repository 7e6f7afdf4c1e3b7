/** The fleet's rules on tenants at the API server itself, for whoever writes there, past every repository. */

import type { Construct } from "constructs";
import type { Fleet } from "../../../constructs/fleet.ts";
import type { Hub } from "../../../constructs/hub.ts";
import { defineLayer } from "../../../constructs/profile.ts";
import type { Site } from "../../../constructs/site.ts";
import { addPolicy } from "./admission-policy.ts";
import { bindings, namespaces, roles, tenantBindings } from "./cluster-policies.ts";
import { fences, images, neighbours, networks, services } from "./tenant-policies.ts";

type Action = "deny" | "warn" | "off";
type AdmissionParameters = { readonly admission: Action };
export type AdmissionInputs = {
  readonly action: Exclude<Action, "off">;
  readonly registries: readonly string[];
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

/** Nothing of any tenant: all clusters have the same policies, and another tenant changes none of them. */
function inputsOf({ registries }: Fleet, action: Action): AdmissionInputs | undefined {
  return action === "off" ? undefined : { action, registries };
}

/**
 * Everything that could keep a cluster from mending itself is left out: no policy looks at pods outside of tenants'
 * namespaces, and those that look at the whole cluster let Kubernetes' own components, kubeadm and system:masters
 * through. Expressions run inside the API server, and namespaces are what it knows anyway, so nothing can be missing.
 */
export function addAdmissionPolicies(scope: Construct, { action, registries }: AdmissionInputs): void {
  const ofTenants = [images(registries), fences(), networks(), neighbours(), services()];
  const ofClusters = [bindings(), tenantBindings(), roles(), namespaces()];
  for (const policy of [...ofTenants, ...ofClusters]) addPolicy(scope, policy, action);
}
