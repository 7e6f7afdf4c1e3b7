import type { Construct } from "constructs";
import type { AppGrant } from "../../../constructs/app-grants.ts";
import { retiredNamespacesOf, type TenantSpec } from "../../../model/fleet-file.ts";
import { stateLabel } from "../../../model/life-state.ts";
import { allowNeeds, denyAll } from "../network-policy.ts";
import { observabilityNamespace } from "../observability.ts";
import { securedNamespace } from "../pod-security.ts";
import { addGrants, addIngressAccess } from "./apps.ts";
import { ownersAnnotation, tenantLabel } from "./labels.ts";
import { addLimits, type TenantShare } from "./limits.ts";
import { addOwnerRole, addOwners } from "./owners.ts";

export type TenantInputs = {
  readonly tenants: readonly (Pick<TenantSpec, "name" | "namespaces" | "owners"> & {
    /** Namespaces that the next change may remove; absent where there are none. */
    readonly retired?: readonly string[];
  })[];
  readonly share: TenantShare;
  /** What single apps get; absent where none asks for anything. */
  readonly apps?: readonly AppGrant[];
  /** Present where an ingress controller serves the tenants' namespaces. */
  readonly ingress?: true;
};

/** The namespaces of every tenant, each with its limits, its owners and closed to the network. */
export function addTenants(scope: Construct, { tenants, share, apps = [], ingress }: TenantInputs): void {
  addOwnerRole(scope);
  for (const { name, namespaces, owners, retired = [] } of tenants) {
    for (const namespace of namespaces) {
      const labels = { [tenantLabel]: name, ...(retired.includes(namespace) && { [stateLabel]: "retired" }) };
      securedNamespace(scope, namespace, "restricted", labels, { [ownersAnnotation]: owners.join("\n") });
      addLimits(scope, namespace, share);
      addOwners(scope, namespace, owners);
      denyAll(scope, namespace);
      allowNeeds(scope, namespace, observabilityNamespace);
      if (ingress) addIngressAccess(scope, namespace);
    }
  }
  addGrants(scope, apps);
}

/** What each server of a cluster adds to the share of each namespace. */
const perServer = { cpu: 2, memoryGi: 4, pods: 50 };

export function tenantInputs(
  tenants: readonly TenantSpec[],
  servers: number,
  storage: string,
  apps: readonly AppGrant[],
): TenantInputs {
  const { cpu, memoryGi, pods } = perServer;
  return {
    tenants: tenants.map((tenant) => {
      const { name, namespaces, owners } = tenant;
      const retired = retiredNamespacesOf(tenant);
      return { name, namespaces, owners, ...(retired.length > 0 && { retired }) };
    }),
    share: { cpu: cpu * servers, memoryGi: memoryGi * servers, pods: pods * servers, storage },
    ...(apps.length > 0 && { apps }),
  };
}
