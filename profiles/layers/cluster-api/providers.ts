/** The providers of Cluster API with kubeadm and Metal3. */

import { ApiObject } from "cdk8s";
import { defineLayer } from "../../../constructs/profile.ts";
import { mirroredImage, type ProfileImage } from "../../../model/provisioner.ts";
import { multiArchitectureImage } from "../image.ts";
import type { Mirrored } from "../mirrored.ts";
import { offEdge } from "../off-edge.ts";
import { securedNamespace } from "../pod-security.ts";
import { operatorImage } from "./operator.ts";

/** Providers of Cluster API v1beta2; CAPM3 1.13 is the first with that version of its own kinds. */
const core = "v1.13.5";
const metal3 = "v1.13.2";

interface Provider {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** Its manifests in the mirror, as an OCI artifact that `kubectl operator publish` made. */
  readonly artifact: string;
  readonly image: ProfileImage;
  /** Flags of its manager besides those of its manifests. */
  readonly args?: Readonly<Record<string, string>>;
}

/** Namespaces are those that the operator's own chart would give them. */
const providers: readonly Provider[] = [
  {
    kind: "CoreProvider",
    name: "cluster-api",
    namespace: "capi-system",
    artifact: "core-cluster-api",
    image: multiArchitectureImage("cluster-api/cluster-api-controller", core),
  },
  {
    kind: "BootstrapProvider",
    name: "kubeadm",
    namespace: "kubeadm-bootstrap-system",
    artifact: "bootstrap-kubeadm",
    image: multiArchitectureImage("cluster-api/kubeadm-bootstrap-controller", core),
  },
  {
    kind: "ControlPlaneProvider",
    name: "kubeadm",
    namespace: "kubeadm-control-plane-system",
    artifact: "control-plane-kubeadm",
    image: multiArchitectureImage("cluster-api/kubeadm-control-plane-controller", core),
  },
  {
    kind: "InfrastructureProvider",
    name: "metal3",
    namespace: "metal3-infrastructure-system",
    artifact: "infrastructure-metal3",
    image: multiArchitectureImage("metal3-io/cluster-api-provider-metal3", metal3),
    // A server keeps its address when it is installed anew: addresses are set aside by the name of the host.
    args: { "--enable-bmh-name-based-preallocation": "true" },
  },
  {
    kind: "IPAMProvider",
    name: "metal3",
    namespace: "metal3-ipam-system",
    artifact: "ipam-metal3",
    image: multiArchitectureImage("metal3-io/ip-address-manager", metal3),
  },
];

export const clusterApiImages = [operatorImage, ...providers.map(({ image }) => image)];

/** Cluster API with kubeadm and Metal3: objects of the operator, which live on when the operator is upgraded. */
export const clusterApi = defineLayer({
  name: "cluster-api",
  category: "addon",
  inputs: ({ registry }: Mirrored) => ({ registry }),
  render(scope, { registry }) {
    for (const { kind, name, namespace, artifact, image, args } of providers) {
      securedNamespace(scope, namespace, "restricted");
      new ApiObject(scope, `${namespace}-${name}`, {
        apiVersion: "operator.cluster.x-k8s.io/v1alpha2",
        kind,
        metadata: { name, namespace },
        spec: {
          version: image.tag,
          fetchConfig: { oci: `${registry}/cluster-api/${artifact}:${image.tag}` },
          deployment: {
            affinity: offEdge,
            containers: [{ name: "manager", imageUrl: mirroredImage(registry, image), ...(args && { args }) }],
          },
        },
      });
    }
  },
});
