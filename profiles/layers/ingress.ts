/** Namespace and accounts of the ingress controller: what its own layer and the fences of tenants agree on. */

/** Namespace of the controller that lets clients outside the cluster reach exposed apps. */
export const ingressNamespace = "ingress";

/** Name of the controller: its pods' label, its account and its class. */
export const ingressController = "traefik";

/** ClusterRole that the controller gets in each tenant's namespace, and nowhere else. */
export const ingressRole = "ingress-backends";
