/** What Cluster API needs besides for virtual machines of vSphere. */

import { ApiObject } from "cdk8s";
import { defineLayer } from "../../../constructs/profile.ts";
import { externalSecret } from "../../../model/external-secret.ts";
import { mirroredImage, type ProfileImage } from "../../../model/provisioner.ts";
import { multiArchitectureImage } from "../image.ts";
import type { Mirrored } from "../mirrored.ts";
import { offEdge } from "../off-edge.ts";
import { securedNamespace } from "../pod-security.ts";
import { secretStore } from "../secrets.ts";

interface Provider {
  readonly kind: "InfrastructureProvider" | "IPAMProvider";
  readonly name: string;
  /** That which the operator's own chart would give it. */
  readonly namespace: string;
  /** Its manifests in the mirror, as an OCI artifact that `kubectl operator publish` made. */
  readonly artifact: string;
  readonly image: ProfileImage;
  /** Secret with the values of the variables in its manifests. */
  readonly variables?: string;
}

/** vSphere's is the first with v1beta2 of its own kinds; both keep to contract v1beta2 (their metadata.yaml). */
const providers: readonly Provider[] = [
  {
    kind: "InfrastructureProvider",
    name: "vsphere",
    namespace: "vsphere-infrastructure-system",
    artifact: "infrastructure-vsphere",
    image: multiArchitectureImage("cluster-api-vsphere/cluster-api-vsphere-controller", "v1.16.1"),
    variables: "vsphere-variables",
  },
  {
    kind: "IPAMProvider",
    name: "in-cluster",
    namespace: "in-cluster-ipam-system",
    artifact: "ipam-in-cluster",
    image: multiArchitectureImage("capi-ipam-ic/cluster-api-ipam-in-cluster-controller", "v1.1.0"),
  },
];

export const clusterApiVsphereImages = providers.map(({ image }) => image);

/** vSphere's provider, and the one that gives its machines addresses out of objects of the hub. */
export const clusterApiVsphere = defineLayer({
  name: "cluster-api-vsphere",
  category: "addon",
  inputs: ({ registry }: Mirrored) => ({ registry }),
  render(scope, { registry }) {
    for (const { kind, name, namespace, artifact, image, variables } of providers) {
      securedNamespace(scope, namespace, "restricted");
      if (variables !== undefined) new ApiObject(scope, variables, managerAccount(variables, namespace));
      new ApiObject(scope, `${namespace}-${name}`, {
        apiVersion: "operator.cluster.x-k8s.io/v1alpha2",
        kind,
        metadata: { name, namespace },
        spec: {
          version: image.tag,
          ...(variables !== undefined && { configSecret: { name: variables } }),
          fetchConfig: { oci: `${registry}/cluster-api/${artifact}:${image.tag}` },
          deployment: {
            affinity: offEdge,
            containers: [{ name: "manager", imageUrl: mirroredImage(registry, image) }],
          },
        },
      });
    }
  },
});

/**
 * The manifests ask for an account of the manager's own (config/base/credentials.yaml), which it takes for clusters that name
 * none. All of ours name one, so that an account without any right is the best.
 */
function managerAccount(name: string, namespace: string) {
  const variables = { VSPHERE_USERNAME: "username", VSPHERE_PASSWORD: "password" };
  return externalSecret({
    metadata: { name, namespace },
    store: secretStore,
    values: Object.entries(variables).map(([key, property]) => ({ key, entry: "vsphere/manager", property })),
  });
}
