import type { KubernetesObject } from "../../model/manifest.ts";

const flux = (name: string) => ({ name, namespace: "flux-system" });

export const DELIVERY_SAMPLES: readonly KubernetesObject[] = [
  {
    apiVersion: "source.toolkit.fluxcd.io/v1",
    kind: "GitRepository",
    metadata: flux("site"),
    spec: {
      interval: "5m0s",
      url: "https://git.panji.example/fleet/guangdong.git",
      ref: { branch: "main" },
      sparseCheckout: ["sites/shenzhen/sz-nanshan-01"],
      timeout: "60s",
    },
  },
  {
    apiVersion: "source.toolkit.fluxcd.io/v1",
    kind: "OCIRepository",
    metadata: flux("cilium"),
    spec: { interval: "1h", url: "oci://registry.panji.example/charts/cilium", ref: { tag: "1.18.2" } },
  },
  {
    apiVersion: "source.toolkit.fluxcd.io/v1",
    kind: "HelmRepository",
    metadata: flux("charts"),
    spec: { type: "oci", interval: "1h", url: "oci://registry.panji.example/charts" },
  },
  {
    apiVersion: "source.toolkit.fluxcd.io/v1",
    kind: "HelmChart",
    metadata: flux("cloudcore"),
    spec: {
      interval: "10m",
      chart: "./manifests/charts/cloudcore",
      sourceRef: { kind: "GitRepository", name: "kubeedge" },
    },
  },
  {
    apiVersion: "kustomize.toolkit.fluxcd.io/v1",
    kind: "Kustomization",
    metadata: flux("cni"),
    spec: {
      interval: "10m",
      retryInterval: "1m",
      prune: true,
      wait: true,
      path: "./sites/shenzhen/sz-nanshan-01/20-cni",
      serviceAccountName: "platform",
      sourceRef: { kind: "GitRepository", name: "site" },
      dependsOn: [{ name: "kubernetes" }],
      deletionPolicy: "Orphan",
    },
  },
  {
    apiVersion: "helm.toolkit.fluxcd.io/v2",
    kind: "HelmRelease",
    metadata: flux("cilium"),
    spec: {
      interval: "30m",
      chartRef: { kind: "OCIRepository", name: "cilium" },
      targetNamespace: "kube-system",
      install: { crds: "CreateReplace", remediation: { retries: 3 } },
      upgrade: { crds: "CreateReplace", strategy: { name: "RetryOnFailure", retryInterval: "5m" } },
      values: { kubeProxyReplacement: true, ipam: { mode: "kubernetes" }, tolerations: [{ operator: "Exists" }] },
    },
  },
  {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Application",
    metadata: { name: "sz-nanshan-01-cni", namespace: "argocd" },
    spec: {
      project: "platform",
      source: { repoURL: "https://git.panji.example/fleet/hainan.git", path: "sites/a", targetRevision: "main" },
      destination: { name: "in-cluster", namespace: "kube-system" },
      syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ["ServerSideApply=true"] },
    },
  },
  {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "AppProject",
    metadata: { name: "platform", namespace: "argocd" },
    spec: {
      sourceRepos: ["https://git.panji.example/fleet/hainan.git"],
      destinations: [{ name: "in-cluster", namespace: "kube-system" }],
      clusterResourceWhitelist: [{ group: "*", kind: "*" }],
    },
  },
  {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { name: "registry", namespace: "retail" },
    spec: {
      refreshInterval: "1h",
      secretStoreRef: { name: "vault", kind: "ClusterSecretStore" },
      target: { name: "registry", creationPolicy: "Owner" },
      data: [{ secretKey: "password", remoteRef: { key: "retail/registry", property: "password" } }],
    },
  },
  {
    apiVersion: "external-secrets.io/v1",
    kind: "ClusterSecretStore",
    metadata: { name: "vault" },
    spec: {
      provider: {
        vault: {
          server: "https://vault.panji.example",
          path: "edge",
          version: "v2",
          auth: { kubernetes: { mountPath: "kubernetes", role: "edge" } },
        },
      },
    },
  },
  {
    apiVersion: "policy.karmada.io/v1alpha1",
    kind: "PropagationPolicy",
    metadata: { name: "checkout", namespace: "retail" },
    spec: {
      resourceSelectors: [{ apiVersion: "apps/v1", kind: "Deployment", name: "checkout" }],
      placement: {
        clusterAffinity: { clusterNames: ["guangdong", "hainan"] },
        spreadConstraints: [{ spreadByField: "cluster", minGroups: 1, maxGroups: 2 }],
      },
    },
  },
  {
    apiVersion: "policy.karmada.io/v1alpha1",
    kind: "OverridePolicy",
    metadata: { name: "checkout", namespace: "retail" },
    spec: {
      resourceSelectors: [{ apiVersion: "apps/v1", kind: "Deployment", name: "checkout" }],
      overrideRules: [
        {
          targetCluster: { clusterNames: ["hainan"] },
          overriders: { plaintext: [{ path: "/spec/replicas", operator: "replace", value: 3 }] },
        },
      ],
    },
  },
  {
    apiVersion: "kustomize.config.k8s.io/v1beta1",
    kind: "Kustomization",
    metadata: { name: "cni" },
    resources: ["cilium.yaml"],
  },
];
