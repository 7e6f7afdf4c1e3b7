/** The operator that installs and upgrades the providers of Cluster API. */

import { hash } from "node:crypto";
import { ApiObject } from "cdk8s";
import { HelmChart } from "../../../constructs/helm-chart.ts";
import type { Hub } from "../../../constructs/hub.ts";
import { defineLayer } from "../../../constructs/profile.ts";
import { authoritiesInput } from "../authorities.ts";
import { mirroredChart, multiArchitectureImage } from "../image.ts";
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
  inputs: (hub: Hub) => ({ registry: hub.registry, ...authoritiesInput(hub) }),
  render(scope, { registry, authorities }) {
    securedNamespace(scope, namespace, "restricted");
    if (authorities !== undefined) {
      new ApiObject(scope, "authorities", {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: authoritiesName, namespace },
        data: { "authorities.pem": authorities },
      });
    }
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
        ...(authorities !== undefined && trusting(authorities)),
      },
    });
  },
});

const authoritiesName = "authorities";
const folder = "/etc/flotilla/authorities";

/**
 * The operator fetches the manifests of providers from the registry itself. It is a program of Go, which reads the folders
 * of SSL_CERT_DIR besides the system's own file, once (crypto/x509 root_unix.go). The chart has no list that adds, so the
 * volume of its webhook is said again (values.yaml of the chart, volumes).
 */
function trusting(authorities: string) {
  return {
    podAnnotations: { "flotilla.dev/authorities": hash("sha256", authorities).slice(0, 16) },
    env: { manager: [{ name: "SSL_CERT_DIR", value: `/etc/ssl/certs:${folder}` }] },
    volumes: [
      { name: "cert", secret: { defaultMode: 420, secretName: "capi-operator-webhook-service-cert" } },
      { name: "authorities", configMap: { name: authoritiesName } },
    ],
    volumeMounts: {
      manager: [
        { mountPath: "/tmp/k8s-webhook-server/serving-certs", name: "cert", readOnly: true },
        { mountPath: folder, name: "authorities", readOnly: true },
      ],
    },
  };
}
