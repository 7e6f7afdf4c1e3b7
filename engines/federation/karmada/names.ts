/** Names that the control plane of Karmada, its policies and its agents share. */

/** Where the control plane runs at the centre, and the agent on each hub; the chart's release has the first half. */
export const NAMESPACE = "karmada-system";

/** Of the control plane's API server, for the delivery of the centre. */
export const REMOTE = "karmada";

/** The Secret that the chart makes when it is installed (charts/karmada, pre-install-job.yaml). */
export const KUBECONFIG = { namespace: NAMESPACE, secret: "karmada-kubeconfig", key: "kubeconfig" };

/** Holds what belongs to members, at both ends (pkg/util, NamespaceClusterLease and cluster-namespace of the agent). */
export const CLUSTER_NAMESPACE = "karmada-cluster";

/** What is for one member (pkg/util/names, ExecutionSpacePrefix). */
export function executionSpace(region: string): string {
  return `karmada-es-${region}`;
}

/** Group and user of an agent's certificate; names in `system:` are for what registers itself. */
export const AGENTS = "karmada-agents";
export function agentUser(region: string): string {
  return `karmada-agent:${region}`;
}

/** Without it the control plane makes a namespace in every member (pkg/controllers/namespace). */
export const SKIP_PROPAGATION = { "namespace.karmada.io/skip-auto-propagation": "true" };

/** Karmada makes and keeps namespaces with this label (pkg/util/constants.go, KarmadaSystemLabel). */
export const SYSTEM = { "karmada.io/system": "true" };
