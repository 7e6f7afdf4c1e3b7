/** Checks of admission webhooks and controllers, by kind. */

import { FEDERATION_RULES } from "./federation-rules.ts";
import { NODE_JOB_RULES } from "./node-job-rules.ts";
import { get, has, items, type ObjectRule } from "./object-rule.ts";
import { selectsTemplate } from "./pod-rules.ts";
import { VSPHERE_RULES } from "./vsphere-rules.ts";

/**
 * Checks that a project's own admission webhook or controller makes, by `apiVersion/kind`; the versions are those
 * in generated/index.json.
 */
export const WEBHOOK_RULES: Readonly<Record<string, readonly ObjectRule[]>> = {
  // Cluster API internal/webhooks/cluster.go and machinedeployment.go.
  "cluster.x-k8s.io/v1beta2/Cluster": [
    {
      at: ["spec"],
      isValid: (spec) => has(spec, "controlPlaneRef") || has(spec, "infrastructureRef") || has(spec, "topology"),
      expected: "one of controlPlaneRef, infrastructureRef and topology",
    },
    kubernetesVersion(["spec", "topology", "version"]),
  ],
  "cluster.x-k8s.io/v1beta2/MachineDeployment": [
    selectsTemplate(["spec"]),
    kubernetesVersion(["spec", "template", "spec", "version"]),
    {
      at: ["spec"],
      reportAt: ["template", "spec", "clusterName"],
      isValid: (spec) => get(spec, "clusterName") === get(spec, "template", "spec", "clusterName"),
      expected: "the same cluster as spec.clusterName",
    },
    {
      at: ["spec", "template", "spec", "bootstrap"],
      isValid: (bootstrap) => has(bootstrap, "configRef") || has(bootstrap, "dataSecretName"),
      expected: "configRef or dataSecretName",
    },
    {
      at: ["spec", "rollout", "strategy", "rollingUpdate"],
      isValid: (update) => !(get(update, "maxSurge") === 0 && get(update, "maxUnavailable") === 0),
      expected: "maxSurge or maxUnavailable above 0",
    },
  ],
  // Cluster API controlplane/kubeadm/internal/webhooks/kubeadmcontrolplane.go.
  "controlplane.cluster.x-k8s.io/v1beta2/KubeadmControlPlane": [
    kubernetesVersion(["spec", "version"]),
    {
      at: ["spec"],
      reportAt: ["replicas"],
      isValid: (spec) => hasExternalEtcd(spec) || Number(get(spec, "replicas") ?? 1) % 2 === 1,
      expected: "an odd number, because etcd is stacked on the control plane",
    },
    {
      at: ["spec"],
      reportAt: ["rollout", "strategy", "rollingUpdate", "maxSurge"],
      isValid: surgeIsPossible,
      expected: "1, or 0 with at least 3 replicas",
    },
  ],
  // CAPM3 internal/webhooks/v1beta2/metal3cluster_webhook.go.
  "infrastructure.cluster.x-k8s.io/v1beta2/Metal3Cluster": [
    {
      at: ["spec"],
      reportAt: ["controlPlaneEndpoint"],
      isValid: (spec) => has(spec, "controlPlaneEndpoint", "host"),
      expected: "the host and port of the control plane",
    },
  ],
  // Argo CD pkg/apis/application/v1alpha1/types.go: a destination with both is an error condition.
  "argoproj.io/v1alpha1/Application": [
    {
      at: ["spec", "destination"],
      isValid: (destination) => has(destination, "server") !== has(destination, "name"),
      expected: "exactly one of server and name",
    },
    {
      at: ["spec"],
      isValid: (spec) => has(spec, "source") || items(get(spec, "sources")).length > 0 || has(spec, "sourceHydrator"),
      expected: "source, sources or sourceHydrator",
    },
  ],
  ...FEDERATION_RULES,
  ...NODE_JOB_RULES,
  ...VSPHERE_RULES,
};

/** Cluster API takes Kubernetes versions with the leading v only (util/version KubeSemver). */
function kubernetesVersion(at: readonly string[]): ObjectRule {
  return {
    at,
    isValid: (version) => /^v(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}(?:[-+][-+.0-9A-Za-z]+)?$/.test(String(version)),
    expected: "a version such as v1.35.0",
  };
}

function hasExternalEtcd(spec: unknown): boolean {
  return has(spec, "kubeadmConfigSpec", "clusterConfiguration", "etcd", "external");
}

function surgeIsPossible(spec: unknown): boolean {
  const surge = get(spec, "rollout", "strategy", "rollingUpdate", "maxSurge");
  if (surge === undefined || String(surge) === "1") return true;
  return String(surge) === "0" && Number(get(spec, "replicas") ?? 1) >= 3;
}
