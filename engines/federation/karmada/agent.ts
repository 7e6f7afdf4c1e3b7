/** The agent on a hub: it pulls what is for the hub from the centre and applies it. */

import type { Hub } from "../../../constructs/hub.ts";
import { externalSecret } from "../../../model/external-secret.ts";
import type { KarmadaFederation } from "../../../model/federation.ts";
import { stateLabel } from "../../../model/life-state.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { mirroredImage } from "../../../model/provisioner.ts";
import { EDGE_ROLE } from "../../edge-taint.ts";
import { restrictedContainer, restrictedPod } from "../../restricted-pod.ts";
import { AGENT } from "./agent-name.ts";
import { agentRights } from "./agent-rights.ts";
import { CLUSTER_NAMESPACE, NAMESPACE, SYSTEM } from "./names.ts";

const KUBECONFIG = "karmada-kubeconfig";

export function agentObjects(hub: Hub, settings: KarmadaFederation): readonly KubernetesObject[] {
  const restricted = {
    "pod-security.kubernetes.io/enforce": "restricted",
    ...(hub.isLeaving && { [stateLabel]: "retired" }),
  };
  return [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE, labels: restricted } },
    // The agent wants to see it, and makes nothing there as long as it reports no credentials.
    {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: CLUSTER_NAMESPACE, labels: { ...SYSTEM, ...restricted } },
    },
    ...agentRights(hub.region.fleet.spec.tenants.flatMap(({ namespaces }) => namespaces)),
    externalSecret({
      metadata: { name: KUBECONFIG, namespace: NAMESPACE },
      store: settings.secretStore,
      values: [{ key: "kubeconfig", entry: `karmada/agents/${hub.region.name}`, property: "kubeconfig" }],
    }),
    deployment(hub, settings),
  ];
}

/**
 * One pod without an election of leaders, which would need rights at the centre; so the old pod goes before the new one
 * comes. It reports none of the hub's credentials to the centre, and runs those of its controllers that hand apps out.
 */
function deployment(hub: Hub, settings: KarmadaFederation): KubernetesObject {
  const labels = { "app.kubernetes.io/name": AGENT };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: AGENT, namespace: NAMESPACE, labels },
    spec: {
      replicas: 1,
      revisionHistoryLimit: 3,
      selector: { matchLabels: labels },
      strategy: { type: "Recreate" },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: AGENT,
          securityContext: restrictedPod,
          affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: onHub } },
          containers: [
            {
              name: "agent",
              image: mirroredImage(hub.registry, settings.agent),
              imagePullPolicy: "IfNotPresent",
              command: ["/bin/karmada-agent"],
              args: agentArguments(hub),
              ports: [{ name: "metrics", containerPort: 8080, protocol: "TCP" }],
              livenessProbe: { httpGet: { path: "/healthz", port: 10357 }, periodSeconds: 15, failureThreshold: 4 },
              readinessProbe: { httpGet: { path: "/healthz", port: 10357 }, periodSeconds: 15 },
              resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "512Mi" } },
              securityContext: restrictedContainer,
              volumeMounts: [{ name: "kubeconfig", mountPath: "/etc/karmada", readOnly: true }],
            },
          ],
          volumes: [{ name: "kubeconfig", secret: { secretName: KUBECONFIG } }],
        },
      },
    },
  };
}

/** Servers of sites that joined the hub are no place for it. */
const onHub = {
  nodeSelectorTerms: [{ matchExpressions: [{ key: EDGE_ROLE, operator: "DoesNotExist" }] }],
};

/** Options of cmd/agent at v1.16; the endpoint is that of the Cluster, which the agent would otherwise change. */
function agentArguments({ region, endpoint }: Pick<Hub, "region" | "endpoint">): readonly string[] {
  return [
    "--karmada-kubeconfig=/etc/karmada/kubeconfig",
    `--cluster-name=${region.name}`,
    `--cluster-api-endpoint=${endpoint}`,
    `--cluster-namespace=${CLUSTER_NAMESPACE}`,
    "--report-secrets=None",
    "--controllers=clusterStatus,execution,workStatus",
    "--leader-elect=false",
    "--cluster-status-update-frequency=30s",
    "--metrics-bind-address=:8080",
    "--health-probe-bind-address=:10357",
  ];
}
