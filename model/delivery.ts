/** The delivery engines by name, and out of what they take a cluster's part. */

export const deliveryNames = ["flux", "argocd"] as const;
export type DeliveryName = (typeof deliveryNames)[number];

/** `git`: every cluster reads the repository of its region. `oci`: it reads artifacts that are made of that repository. */
export const deliverySources = ["git", "oci"] as const;
export type DeliverySource = (typeof deliverySources)[number];

/** The short form reads Git. */
export type DeliverySpec = DeliveryName | { readonly engine: DeliveryName; readonly source: DeliverySource };

/** What is meant where neither a region nor the fleet says anything. */
const usual = "flux";

export function deliveryEngineOf(...specs: readonly (DeliverySpec | undefined)[]): DeliveryName {
  const spec = firstOf(specs);
  return typeof spec === "string" ? spec : spec.engine;
}

export function deliverySourceOf(...specs: readonly (DeliverySpec | undefined)[]): DeliverySource {
  const spec = firstOf(specs);
  return typeof spec === "string" ? "git" : spec.source;
}

/** The narrower scope comes first. */
function firstOf(specs: readonly (DeliverySpec | undefined)[]): DeliverySpec {
  return specs.find((each) => each !== undefined) ?? usual;
}

/** Where the engine's programs and objects live, the accounts that reconcile tenants' apps among them. */
export const deliveryNamespaces: Readonly<Record<DeliveryName, string>> = { flux: "flux-system", argocd: "argocd" };

/** What delivers apps of tenants, account or project, begins with this, whichever engine delivers. */
export const tenantPrefix = "flotilla-tenant-";

/** The account or the project that confines the apps of a tenant. */
export function tenantDelivery(tenant: string): string {
  return `${tenantPrefix}${tenant}`;
}
