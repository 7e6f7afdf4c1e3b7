/** The delivery engines by name. */

export const deliveryNames = ["flux", "argocd"] as const;
export type DeliveryName = (typeof deliveryNames)[number];

/** Where the engine's programs and objects live, the accounts that reconcile tenants' apps among them. */
export const deliveryNamespaces: Readonly<Record<DeliveryName, string>> = { flux: "flux-system", argocd: "argocd" };
