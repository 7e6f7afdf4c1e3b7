/** The delivery engines by name. */

export const deliveryNames = ["flux", "argocd"] as const;
export type DeliveryName = (typeof deliveryNames)[number];

/** Where the engine's programs and objects live, the accounts that reconcile tenants' apps among them. */
export const deliveryNamespaces: Readonly<Record<DeliveryName, string>> = { flux: "flux-system", argocd: "argocd" };

/** What delivers apps of tenants, account or project, begins with this, whichever engine delivers. */
export const tenantPrefix = "flotilla-tenant-";

/** The account or the project that confines the apps of a tenant. */
export function tenantDelivery(tenant: string): string {
  return `${tenantPrefix}${tenant}`;
}
