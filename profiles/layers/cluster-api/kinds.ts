/** Facts of the kinds of Cluster API's operator (operator.cluster.x-k8s.io at v0.28). */
import { fieldAt, type KindTable } from "../../../model/kinds/facts.ts";
import { type PullReader, pulledImage } from "../../../model/pulled.ts";

/** Its manifests, and the image in place of theirs. */
const pulls: PullReader = (provider) => {
  const artifact = fieldAt(provider, "spec", "fetchConfig", "oci");
  const containers = fieldAt(provider, "spec", "deployment", "containers");
  return [
    ...(typeof artifact === "string" ? [{ type: "artifact", reference: artifact } as const] : []),
    ...(Array.isArray(containers) ? containers : []).flatMap((each) => pulledImage(fieldAt(each, "imageUrl"))),
  ];
};

/**
 * Another version replaces the provider's pods. A provider that goes takes its pods along, and neither its kinds nor
 * their objects (internal/controller/phase_lifecycle.go: IncludeCRDs and IncludeNamespace are false).
 */
const provider = { onChange: "restarts pods", onRemoval: "stops pods", pulls } as const;

export const clusterApiOperatorKinds: KindTable = Object.fromEntries(
  ["CoreProvider", "BootstrapProvider", "ControlPlaneProvider", "InfrastructureProvider", "IPAMProvider"].map(
    (kind) => [`${kind}.operator.cluster.x-k8s.io`, provider],
  ),
);
