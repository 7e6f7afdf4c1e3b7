/** Groups that Kubernetes puts callers into by itself, and that stand for more than the accounts that somebody chose. */

import { deliveryNamespaces } from "./delivery.ts";

/** The caller without a name, and groups without a limit (kubernetes.io, authentication and authorization). */
export const everyone: readonly string[] = [
  "system:anonymous",
  "system:authenticated",
  "system:serviceaccounts",
  "system:unauthenticated",
];

/**
 * Groups that hold accounts of every tenant: all callers that are known, all service accounts, and those beside the
 * delivery agent, where what reconciles a tenant's apps acts as one of them.
 */
export const holdersOfTenants: readonly string[] = [
  "system:authenticated",
  "system:serviceaccounts",
  ...Object.values(deliveryNamespaces).map((namespace) => `system:serviceaccounts:${namespace}`),
];
