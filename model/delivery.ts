/** The delivery engines by name. */

export const deliveryNames = ["flux", "argocd"] as const;
export type DeliveryName = (typeof deliveryNames)[number];
