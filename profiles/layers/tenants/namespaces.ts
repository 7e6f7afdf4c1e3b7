import type { Construct } from "constructs";
import type { TenantSpec } from "../../../model/fleet-file.ts";
import { securedNamespace } from "../pod-security.ts";
import { addLimits, type TenantShare } from "./limits.ts";
import { addTenantNetworkPolicies } from "./network.ts";
import { addOwnerRole, addOwners } from "./owners.ts";

export type TenantInputs = {
  readonly tenants: readonly Pick<TenantSpec, "name" | "namespaces" | "owners">[];
  readonly share: TenantShare;
};

/** The namespaces of every tenant, each with its limits, its owners and closed to the network. */
export function addTenants(scope: Construct, { tenants, share }: TenantInputs): void {
  addOwnerRole(scope);
  for (const { name, namespaces, owners } of tenants) {
    for (const namespace of namespaces) {
      securedNamespace(scope, namespace, "restricted", { "flotilla.dev/tenant": name });
      addLimits(scope, namespace, share);
      addOwners(scope, namespace, owners);
      addTenantNetworkPolicies(scope, namespace);
    }
  }
}

/** What each server of a cluster adds to the share of each namespace. */
const perServer = { cpu: 2, memoryGi: 4, pods: 50 };

export function tenantInputs(tenants: readonly TenantSpec[], servers: number, storage: string): TenantInputs {
  const { cpu, memoryGi, pods } = perServer;
  return {
    tenants: tenants.map(({ name, namespaces, owners }) => ({ name, namespaces, owners })),
    share: { cpu: cpu * servers, memoryGi: memoryGi * servers, pods: pods * servers, storage },
  };
}
