/** Facts of the kinds of Cluster API's operator (operator.cluster.x-k8s.io at v0.28). */
import type { KindTable } from "../../../model/kinds/facts.ts";

/**
 * Another version replaces the provider's pods. A provider that goes takes its pods along, and neither its kinds nor
 * their objects (internal/controller/phase_lifecycle.go: IncludeCRDs and IncludeNamespace are false).
 */
const provider = { onChange: "restarts pods", onRemoval: "stops pods" } as const;

export const clusterApiOperatorKinds: KindTable = Object.fromEntries(
  ["CoreProvider", "BootstrapProvider", "ControlPlaneProvider", "InfrastructureProvider", "IPAMProvider"].map(
    (kind) => [`${kind}.operator.cluster.x-k8s.io`, provider],
  ),
);
