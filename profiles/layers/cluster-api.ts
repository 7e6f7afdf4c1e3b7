/** The providers of Cluster API with kubeadm and Metal3. */

import { HelmChart } from "../../constructs/helm-chart.ts";
import { defineLayer } from "../../constructs/profile.ts";
import { mirroredImage, type ProfileImage } from "../../model/provisioner.ts";
import { mirroredChart, multiArchitectureImage } from "./image.ts";
import type { Mirrored } from "./mirrored.ts";
import { offEdge } from "./off-edge.ts";
import { restrictedContainer, securedNamespace } from "./pod-security.ts";

const version = "0.28.0";
const namespace = "capi-operator-system";

/** Providers of Cluster API v1beta2; CAPM3 1.13 is the first with that version of its own kinds. */
const core = "v1.13.5";
const metal3 = "v1.13.2";

const operator = multiArchitectureImage("cluster-api/cluster-api-operator", `v${version}`);
const controllers = {
  core: multiArchitectureImage("cluster-api/cluster-api-controller", core),
  bootstrap: multiArchitectureImage("cluster-api/kubeadm-bootstrap-controller", core),
  controlPlane: multiArchitectureImage("cluster-api/kubeadm-control-plane-controller", core),
  infrastructure: multiArchitectureImage("metal3-io/cluster-api-provider-metal3", metal3),
  ipam: multiArchitectureImage("metal3-io/ip-address-manager", metal3),
};

export const clusterApiImages = [operator, ...Object.values(controllers)];

/** Cluster API with kubeadm and Metal3. */
export const clusterApi = defineLayer({
  name: "cluster-api",
  category: "addon",
  inputs: ({ registry }: Mirrored) => ({ registry }),
  render(scope, { registry }) {
    securedNamespace(scope, namespace, "restricted");
    new HelmChart(scope, "cluster-api-operator", {
      name: "cluster-api-operator",
      namespace,
      source: mirroredChart(registry, "cluster-api-operator", version),
      values: {
        image: { manager: { repository: `${registry}/${operator.name}`, tag: operator.tag } },
        resources: {
          manager: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "512Mi" } },
        },
        affinity: offEdge,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
        containerSecurityContext: { manager: { ...restrictedContainer } },
        core: { "cluster-api": provider(registry, "core-cluster-api", controllers.core) },
        bootstrap: { kubeadm: provider(registry, "bootstrap-kubeadm", controllers.bootstrap) },
        controlPlane: { kubeadm: provider(registry, "control-plane-kubeadm", controllers.controlPlane) },
        // A server keeps its address when it is installed anew: addresses are set aside by the name of the host.
        infrastructure: {
          metal3: provider(registry, "infrastructure-metal3", controllers.infrastructure, {
            "--enable-bmh-name-based-preallocation": "true",
          }),
        },
        ipam: { metal3: provider(registry, "ipam-metal3", controllers.ipam) },
      },
    });
  },
});

/** One provider; its manifests lie in the mirror as an OCI artifact that `kubectl operator publish` made. */
function provider(registry: string, artifact: string, image: ProfileImage, args?: Readonly<Record<string, string>>) {
  return {
    version: image.tag,
    fetchConfig: { oci: `${registry}/cluster-api/${artifact}:${image.tag}` },
    deployment: {
      affinity: offEdge,
      containers: [{ name: "manager", imageUrl: mirroredImage(registry, image), ...(args && { args }) }],
    },
  };
}
