import type { HelmRelease, KubernetesObject } from "../../model/manifest.ts";
import { yamlText } from "../../model/yaml-text.ts";
import { contentHash } from "../content-hash.ts";
import { installScript, SCRIPT_FOLDER, valuesFile } from "./install-script.ts";
import { remembered } from "./remembered.ts";

const NAME = "flotilla-first-agent";
const OBJECTS = "flotilla-first-objects";
const NAMESPACE = "kube-system";

/** Where a pod on a control plane reaches the API server while there is neither network nor kube-proxy. */
export interface LocalApi {
  readonly host: string;
  readonly port: number;
}

/**
 * A Job that installs network and delivery agent from inside the new cluster.
 *
 * It runs on a control plane in the host's network, as K3s runs its own bootstrap charts, so it needs
 * no pod network, and works alike for Flux and Argo CD and for every provisioner that can place a
 * manifest. The two ways from outside were left: a Flux HelmRelease with the cluster's kubeconfig works
 * for Flux hubs alone, and Argo CD would need a copy of the kubeconfig as its own cluster Secret. K3s'
 * HelmChart was left because an upgrade of K3s renews its jobs and takes the chart back to the version
 * of its birth (k3s-io/helm-controller, reconcileJob).
 *
 * @param image with `sh`, `helm` and `kubectl`
 */
export function chartInstaller(
  charts: readonly HelmRelease[],
  image: string,
  api: LocalApi,
): readonly KubernetesObject[] {
  const files = installerFiles(charts);
  const template = { spec: podSpec(image, api) };
  return [
    account,
    binding,
    files.object,
    {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { name: `${NAME}-${contentHash({ files: files.hash, template })}`, namespace: NAMESPACE },
      // Registry and API server may be out of reach for hours while a site is being cabled.
      spec: { backoffLimit: 10_000, template },
    },
  ];
}

const metadata = { name: NAME, namespace: NAMESPACE };

const account: KubernetesObject = { apiVersion: "v1", kind: "ServiceAccount", metadata };

const binding: KubernetesObject = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRoleBinding",
  metadata: { name: NAME },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
  subjects: [{ kind: "ServiceAccount", name: NAME, namespace: NAMESPACE }],
};

/** Script and values of the charts, and the hash that makes another Job of other ones. */
const installerFiles = remembered((charts: readonly HelmRelease[]) => {
  const values = charts.map((chart, index) => [valuesFile(chart, index), yamlText(chart.values)] as const);
  const data = { "install.sh": installScript(charts, NAME), ...Object.fromEntries(values) };
  const object: KubernetesObject = { apiVersion: "v1", kind: "ConfigMap", metadata, data };
  return { object, hash: contentHash(data) };
});

/**
 * What the Job applies once the agent's own kinds exist.
 *
 * @param stream the first objects as one text
 */
export function firstObjects(stream: string): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: OBJECTS, namespace: NAMESPACE },
    data: { "objects.yaml": stream },
  };
}

function podSpec(image: string, api: LocalApi) {
  return {
    restartPolicy: "OnFailure",
    serviceAccountName: NAME,
    priorityClassName: "system-cluster-critical",
    hostNetwork: true,
    // The cluster's own name server does not run yet.
    dnsPolicy: "Default",
    tolerations: [{ operator: "Exists" }],
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: "node-role.kubernetes.io/control-plane", operator: "Exists" }] },
          ],
        },
      },
    },
    securityContext: { runAsNonRoot: true, runAsUser: 65534, seccompProfile: { type: "RuntimeDefault" } },
    containers: [
      {
        name: "install",
        image,
        command: ["sh", `${SCRIPT_FOLDER}/install.sh`],
        env: [
          { name: "HOME", value: "/tmp" },
          { name: "KUBERNETES_SERVICE_HOST", value: api.host },
          { name: "KUBERNETES_SERVICE_PORT", value: String(api.port) },
        ],
        resources: { requests: { cpu: "20m", memory: "64Mi" }, limits: { memory: "256Mi" } },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
        volumeMounts: [
          { name: "files", mountPath: SCRIPT_FOLDER, readOnly: true },
          { name: "authorities", mountPath: "/etc/ssl/certs", readOnly: true },
          { name: "tmp", mountPath: "/tmp" },
        ],
      },
    ],
    volumes: [
      { name: "files", projected: { sources: [{ configMap: { name: NAME } }, { configMap: { name: OBJECTS } }] } },
      // The registry is trusted by whom the host trusts.
      { name: "authorities", hostPath: { path: "/etc/ssl/certs", type: "Directory" } },
      { name: "tmp", emptyDir: {} },
    ],
  };
}
