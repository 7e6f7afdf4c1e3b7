/** The table of the programs that the lab can run. */

import { backupTools } from "./backup-tools.ts";
import { consulTools } from "./consul-tools.ts";
import { forgeTools } from "./forge-tools.ts";
import { karmadaTools } from "./karmada-tools.ts";
import { kubeEdgeTools } from "./kubeedge-tools.ts";
import { nodeTools } from "./node-tools.ts";
import { superEdgeTools } from "./superedge-tools.ts";
import { validators } from "./validators.ts";

/** What is built together because it is used together. */
type ToolGroup =
  | "pulumi"
  | "pulumi-kubernetes"
  | "cluster"
  | "flux"
  | "argocd"
  | "cluster-api"
  | "karmada"
  | "kubeedge"
  | "superedge"
  | "openyurt"
  | "consul"
  | "kairos"
  | "backup"
  | "forge"
  | "prometheus"
  | "cosign"
  | "node";

/** One program of the lab, built from a pinned Go module whose graph is `lab/tools/<folder>/`; its file has the tool's name. */
export interface Tool {
  readonly group: ToolGroup;
  /** Folder under lab/tools/; programs of one Go module share a folder. */
  readonly folder: string;
  /** Go module that is pinned, and its version as in the folder's go.mod. */
  readonly module: string;
  readonly version: string;
  /** Import path of the main package; "." is the folder's own main.go. */
  readonly package: string;
  readonly tags?: readonly string[];
  /** It has parts in C, so that a C compiler has to be there. */
  readonly cgo?: true;
  /** String variables that the linker sets: import path and name, to value. */
  readonly stamps?: Readonly<Record<string, string>>;
  /** SPDX identifier of the upstream project. */
  readonly license: string;
  readonly purpose: string;
  /** One build on 2 cores after the tools before it in the table, modules already fetched; absent until measured. */
  readonly measured?: { readonly seconds: number; readonly megabytes: number };
}

const kubernetesVersion = "v1.35.0";
const kubernetes = {
  group: "cluster",
  folder: "kubernetes",
  module: "k8s.io/kubernetes",
  version: kubernetesVersion,
  stamps: {
    "k8s.io/component-base/version.gitVersion": kubernetesVersion,
    "k8s.io/client-go/pkg/version.gitVersion": kubernetesVersion,
  },
  license: "Apache-2.0",
} as const;

const pulumiVersion = "v3.259.0";
const pulumiStamps = { "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": pulumiVersion } as const;

const clusterApi = {
  group: "cluster-api",
  folder: "cluster-api",
  module: "sigs.k8s.io/cluster-api",
  version: "v1.13.0",
  license: "Apache-2.0",
} as const;

/** Every program the lab can run, in the order in which a full build makes them. */
export const tools = {
  pulumi: {
    group: "pulumi",
    folder: "pulumi",
    module: "github.com/pulumi/pulumi/pkg/v3",
    version: pulumiVersion,
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    tags: ["osusergo", "grpcnotrace"],
    stamps: pulumiStamps,
    license: "Apache-2.0",
    purpose: "Pulumi's command line and engine",
    measured: { seconds: 138, megabytes: 115 },
  },
  "pulumi-language-nodejs": {
    group: "pulumi",
    folder: "pulumi-language-nodejs",
    module: "github.com/pulumi/pulumi/sdk/v3",
    version: "v3.68.0",
    package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    stamps: pulumiStamps,
    license: "Apache-2.0",
    purpose: "starts Pulumi programs on Node; the last version that is part of a module with tagged versions",
    measured: { seconds: 25, megabytes: 18 },
  },
  etcd: {
    group: "cluster",
    folder: "etcd",
    module: "go.etcd.io/etcd/server/v3",
    version: "v3.6.5",
    package: "go.etcd.io/etcd/server/v3",
    license: "Apache-2.0",
    purpose: "store of the API servers",
    measured: { seconds: 18, megabytes: 27 },
  },
  "kube-apiserver": {
    ...kubernetes,
    package: "k8s.io/kubernetes/cmd/kube-apiserver",
    purpose: "API server of the hub, of sites, and of Karmada",
    measured: { seconds: 156, megabytes: 103 },
  },
  "source-controller": {
    group: "flux",
    folder: "source-controller",
    module: "github.com/fluxcd/source-controller",
    version: "v1.8.0",
    package: "github.com/fluxcd/source-controller",
    license: "Apache-2.0",
    purpose: "Flux: fetches Git repositories and charts",
    measured: { seconds: 159, megabytes: 98 },
  },
  "kustomize-controller": {
    group: "flux",
    folder: "kustomize-controller",
    module: "github.com/fluxcd/kustomize-controller",
    version: "v1.9.5",
    package: "github.com/fluxcd/kustomize-controller",
    license: "Apache-2.0",
    purpose: "Flux: applies and prunes Kustomizations",
    measured: { seconds: 136, megabytes: 86 },
  },
  "helm-controller": {
    group: "flux",
    folder: "helm-controller",
    module: "github.com/fluxcd/helm-controller",
    version: "v1.4.0",
    package: "github.com/fluxcd/helm-controller",
    license: "Apache-2.0",
    purpose: "Flux: installs HelmReleases",
    measured: { seconds: 107, megabytes: 79 },
  },
  "pulumi-resource-kubernetes": {
    group: "pulumi-kubernetes",
    folder: "pulumi-resource-kubernetes",
    module: "github.com/pulumi/pulumi-kubernetes/provider/v4",
    version: "v4.0.0-20260115033456-f47bc2d6f199",
    package: ".",
    stamps: { "main.version": "4.34.2" },
    license: "Apache-2.0",
    purpose: "Pulumi's Kubernetes plugin; reports the version of the npm package @pulumi/kubernetes",
    measured: { seconds: 308, megabytes: 161 },
  },
  "capi-core": {
    ...clusterApi,
    package: "sigs.k8s.io/cluster-api",
    purpose: "Cluster API: clusters, machines, machine deployments, topologies",
    measured: { seconds: 114, megabytes: 62 },
  },
  "capi-kubeadm-bootstrap": {
    ...clusterApi,
    package: "sigs.k8s.io/cluster-api/bootstrap/kubeadm",
    purpose: "Cluster API: KubeadmConfig",
    measured: { seconds: 6, megabytes: 57 },
  },
  "capi-kubeadm-control-plane": {
    ...clusterApi,
    package: "sigs.k8s.io/cluster-api/controlplane/kubeadm",
    purpose: "Cluster API: KubeadmControlPlane",
    measured: { seconds: 18, megabytes: 64 },
  },
  "capi-dev": {
    ...clusterApi,
    folder: "capi-dev",
    module: "sigs.k8s.io/cluster-api/test",
    package: "sigs.k8s.io/cluster-api/test/infrastructure/docker",
    purpose: "Cluster API: DevCluster infrastructure whose machines exist only in memory",
    measured: { seconds: 70, megabytes: 64 },
  },
  kwok: {
    group: "cluster",
    folder: "kwok",
    module: "sigs.k8s.io/kwok",
    version: "v0.8.0",
    package: "sigs.k8s.io/kwok/cmd/kwok",
    license: "Apache-2.0",
    purpose: "nodes and running pods without machines",
    measured: { seconds: 63, megabytes: 64 },
  },
  argocd: {
    group: "argocd",
    folder: "argocd",
    module: "github.com/argoproj/argo-cd/v3",
    version: "v3.2.1",
    package: "github.com/argoproj/argo-cd/v3/cmd",
    stamps: {
      "github.com/argoproj/argo-cd/v3/common.version": "3.2.1",
      // One below /tmp would be shared by every repo server of the machine; so it lies where each is started.
      "github.com/argoproj/argo-cd/v3/util/askpass.SocketPath": "ask-pass.sock",
    },
    license: "Apache-2.0",
    purpose: "all of Argo CD; ARGOCD_BINARY_NAME picks the component, such as argocd-repo-server",
    measured: { seconds: 264, megabytes: 149 },
  },
  kustomize: {
    group: "argocd",
    folder: "kustomize",
    module: "sigs.k8s.io/kustomize/kustomize/v5",
    version: "v5.8.1",
    package: "sigs.k8s.io/kustomize/kustomize/v5",
    license: "Apache-2.0",
    purpose: "run by Argo CD's repo server for a folder with a kustomization.yaml",
    measured: { seconds: 7, megabytes: 16 },
  },
  helm: {
    group: "argocd",
    folder: "helm",
    module: "helm.sh/helm/v3",
    version: "v3.19.0",
    package: "helm.sh/helm/v3/cmd/helm",
    license: "Apache-2.0",
    purpose: "run by Argo CD's repo server for a chart",
    measured: { seconds: 41, megabytes: 61 },
  },
  miniredis: {
    group: "argocd",
    folder: "miniredis",
    module: "github.com/alicebob/miniredis/v2",
    version: "v2.37.0",
    package: ".",
    license: "MIT",
    purpose: "Redis in memory for Argo CD's cache",
    measured: { seconds: 2, megabytes: 6 },
  },
  ...karmadaTools,
  ...superEdgeTools,
  ...consulTools,
  ...kubeEdgeTools,
  "yurt-manager": {
    group: "openyurt",
    folder: "yurt-manager",
    module: "github.com/openyurtio/openyurt",
    version: "v1.7.0",
    package: "github.com/openyurtio/openyurt/cmd/yurt-manager",
    license: "Apache-2.0",
    purpose: "OpenYurt: pools of nodes and apps in them, with the webhooks of both",
    measured: { seconds: 840, megabytes: 76 },
  },
  ...backupTools,
  ...validators,
  ...forgeTools,
  "kube-controller-manager": {
    ...kubernetes,
    package: "k8s.io/kubernetes/cmd/kube-controller-manager",
    purpose: "built-in controllers: deployments, namespaces, garbage collection",
    measured: { seconds: 52, megabytes: 94 },
  },
  "kube-scheduler": {
    ...kubernetes,
    package: "k8s.io/kubernetes/cmd/kube-scheduler",
    purpose: "places pods on the nodes of kwok",
    measured: { seconds: 4, megabytes: 71 },
  },
  kubeadm: {
    ...kubernetes,
    // With what kubeadm needs besides in one folder, the API server would be built anew.
    folder: "kubeadm",
    package: "k8s.io/kubernetes/cmd/kubeadm",
    purpose: "judges the settings that Cluster API hands to kubeadm on a new server",
    measured: { seconds: 46, megabytes: 73 },
  },
  ...nodeTools,
} as const satisfies Record<string, Tool>;

export type ToolName = keyof typeof tools;

/** The names of all tools, in build order. */
export const toolNames = Object.keys(tools) as readonly ToolName[];
