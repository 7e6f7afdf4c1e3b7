/** The programs of a real node and of the registry it pulls from, as rows of the table of programs. */

const kubernetesVersion = "v1.35.0";

const kubernetes = {
  group: "node",
  // With what a kubelet needs besides in one folder, the API server would be built anew.
  folder: "kubelet",
  module: "k8s.io/kubernetes",
  version: kubernetesVersion,
  stamps: {
    "k8s.io/component-base/version.gitVersion": kubernetesVersion,
    "k8s.io/client-go/pkg/version.gitVersion": kubernetesVersion,
  },
  license: "Apache-2.0",
} as const;

/** Made and measured like all others. */
export const nodeTools = {
  kubelet: {
    ...kubernetes,
    package: "k8s.io/kubernetes/cmd/kubelet",
    purpose: "runs the pods of a real node",
  },
  "kube-proxy": {
    ...kubernetes,
    package: "k8s.io/kubernetes/cmd/kube-proxy",
    purpose: "carries the Services of a real node",
  },
  registry: {
    group: "node",
    folder: "registry",
    module: "github.com/distribution/distribution/v3",
    version: "v3.1.1",
    package: "github.com/distribution/distribution/v3/cmd/registry",
    license: "Apache-2.0",
    purpose: "holds the images that a real node pulls",
  },
  "kube-router": {
    group: "node",
    folder: "kube-router",
    module: "github.com/cloudnativelabs/kube-router/v2",
    version: "v2.1.0",
    package: "github.com/cloudnativelabs/kube-router/v2/cmd/kube-router",
    license: "Apache-2.0",
    purpose: "enforces NetworkPolicies on a real node",
  },
  coredns: {
    group: "node",
    folder: "coredns",
    module: "github.com/coredns/coredns",
    version: "v1.15.0",
    package: "github.com/coredns/coredns",
    license: "Apache-2.0",
    purpose: "names of Services, for pods on a real node",
  },
  "local-path-provisioner": {
    group: "node",
    folder: "local-path-provisioner",
    module: "github.com/rancher/local-path-provisioner",
    version: "v0.0.37",
    package: "github.com/rancher/local-path-provisioner",
    license: "Apache-2.0",
    purpose: "volumes on the disk of a real node",
  },
} as const;
