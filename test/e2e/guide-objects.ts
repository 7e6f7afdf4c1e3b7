import type { KubernetesObject } from "../../model/manifest.ts";

const at = (name: string, namespace?: string, more: object = {}) => ({
  name,
  ...(namespace && { namespace }),
  ...more,
});
const namespaces = [
  "site-name",
  "metal3-system",
  "operator-system",
  "flux-system",
  "argocd",
  "namespace",
  "retail",
  "kubeedge",
];
const nodes = ["node", "old", "name", "sz-nanshan-01-a", "sz-nanshan-01-b"];
const provider = (kind: string) => ({
  apiVersion: "operator.cluster.x-k8s.io/v1alpha2",
  kind,
  metadata: at("name", "metal3-system"),
  spec: { version: "v1.0.0" },
});

function deployment(namespace: string, name: string): KubernetesObject {
  const labels = { app: name };
  const containers = [{ name, image: "registry.example/app:1" }];
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: at(name, namespace),
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
  };
}

/** The least of each object that the guides look at or change, under the names that they give in capitals. */
export const guideObjects: readonly KubernetesObject[] = [
  ...namespaces.map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } })),
  ...nodes.map((name) => ({
    apiVersion: "v1",
    kind: "Node",
    metadata: at(name, undefined, { labels: { "flotilla.dev/zone": "zone" } }),
  })),
  {
    apiVersion: "v1",
    kind: "Service",
    metadata: at("ironic", "metal3-system"),
    spec: { ports: [{ port: 6385 }], selector: { app: "ironic" } },
  },
  {
    apiVersion: "kustomize.toolkit.fluxcd.io/v1",
    kind: "Kustomization",
    metadata: at("50-metrics", "flux-system"),
    spec: {
      interval: "5m",
      prune: false,
      deletionPolicy: "Orphan",
      path: "./sites",
      sourceRef: { kind: "GitRepository", name: "flotilla" },
    },
  },
  {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Application",
    metadata: at("50-metrics", "argocd", { finalizers: ["resources-finalizer.argocd.argoproj.io"] }),
    spec: {
      project: "flotilla-platform",
      source: { repoURL: "https://git.example/guangdong.git", path: "sites", targetRevision: "main" },
      destination: { server: "https://kubernetes.default.svc", namespace: "default" },
    },
  },
  {
    apiVersion: "operator.kairos.io/v1alpha1",
    kind: "NodeOp",
    metadata: at("name", "operator-system"),
    spec: { image: "registry.example/op:1", command: ["true"] },
  },
  {
    apiVersion: "external-secrets.io/v1",
    kind: "ClusterSecretStore",
    metadata: at("fleet"),
    spec: { provider: { fake: { data: [] } } },
  },
  ...["CoreProvider", "BootstrapProvider", "ControlPlaneProvider", "InfrastructureProvider", "IPAMProvider"].map(
    provider,
  ),
  {
    apiVersion: "metal3.io/v1alpha1",
    kind: "BareMetalHost",
    metadata: at("host", "site-name", { annotations: { "capm3.metal3.io/unhealthy": "" } }),
    spec: {
      online: true,
      consumerRef: { apiVersion: "infrastructure.cluster.x-k8s.io/v1beta1", kind: "Metal3Machine", name: "machine" },
    },
  },
  ...[deployment("retail", "loyalty"), deployment("kubeedge", "cloudcore")],
  {
    apiVersion: "cluster.x-k8s.io/v1beta2",
    kind: "Cluster",
    metadata: at("name", "site-name"),
    spec: { controlPlaneEndpoint: { host: "10.0.0.1", port: 6443 } },
  },
  {
    apiVersion: "cluster.x-k8s.io/v1beta2",
    kind: "Machine",
    metadata: at("machine", "site-name"),
    spec: {
      clusterName: "name",
      bootstrap: { dataSecretName: "name" },
      infrastructureRef: { apiGroup: "infrastructure.cluster.x-k8s.io", kind: "Metal3Machine", name: "machine" },
    },
  },
];
