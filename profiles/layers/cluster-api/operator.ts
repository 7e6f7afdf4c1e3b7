/** The operator that installs and upgrades the providers of Cluster API. */

import { HelmChart } from "../../../constructs/helm-chart.ts";
import { defineLayer } from "../../../constructs/profile.ts";
import { mirroredChart, multiArchitectureImage } from "../image.ts";
import type { Mirrored } from "../mirrored.ts";
import { offEdge } from "../off-edge.ts";
import { restrictedContainer, securedNamespace } from "../pod-security.ts";

const version = "0.28.0";
const namespace = "capi-operator-system";

export const operatorImage = multiArchitectureImage("cluster-api/cluster-api-operator", `v${version}`);

/**
 * The operator alone. Its chart can make the providers too, as hooks that Helm deletes and makes anew at every upgrade,
 * with their namespaces (cluster-api-operator issues 562 and 851); without hooks it cannot, since its own kinds and
 * webhook come with the same release. So the providers are objects of a layer that waits for this one.
 *
 * The webhook's certificate is cert-manager's, which is beside it in this category: the release is tried again until
 * cert-manager is there.
 */
export const clusterApiOperator = defineLayer({
  name: "cluster-api-operator",
  category: "kubernetes",
  inputs: ({ registry }: Mirrored) => ({ registry }),
  render(scope, { registry }) {
    securedNamespace(scope, namespace, "restricted");
    new HelmChart(scope, "cluster-api-operator", {
      name: "cluster-api-operator",
      namespace,
      source: mirroredChart(registry, "cluster-api-operator", version),
      values: {
        enableHelmHook: false,
        image: { manager: { repository: `${registry}/${operatorImage.name}`, tag: operatorImage.tag } },
        resources: {
          manager: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "512Mi" } },
        },
        affinity: offEdge,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
        containerSecurityContext: { manager: { ...restrictedContainer } },
      },
    });
  },
});
