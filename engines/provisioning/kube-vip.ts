import type { JsonObject } from "../../model/json.ts";
import type { KubernetesObject } from "../../model/manifest.ts";

const NAME = "kube-vip";
const NAMESPACE = "kube-system";

/**
 * The container that holds the address of the control plane: one server at a time answers for it by
 * ARP, on the interface of the default route (kube-vip 1.x, pkg/kubevip/config_envvar.go). Leases are
 * long enough for the disks of an edge site. Services of type LoadBalancer are not its business.
 */
function container(image: string, vip: string, environment: JsonObject): JsonObject {
  const settings = {
    vip_arp: "true",
    port: "6443",
    address: vip,
    cp_enable: "true",
    cp_namespace: NAMESPACE,
    svc_enable: "false",
    vip_leaderelection: "true",
    vip_leasename: "plndr-cp-lock",
    vip_leaseduration: "15",
    vip_renewdeadline: "10",
    vip_retryperiod: "2",
    ...environment,
  };
  return {
    name: NAME,
    image,
    imagePullPolicy: "IfNotPresent",
    args: ["manager"],
    env: [
      ...Object.entries(settings).map(([name, value]) => ({ name, value })),
      { name: "vip_nodename", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
    ],
    resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "128Mi" } },
    securityContext: { capabilities: { add: ["NET_ADMIN", "NET_RAW"], drop: ["ALL"] } },
  };
}

/**
 * kube-vip as a DaemonSet of the control planes, for K3s, which comes up without the address. It asks
 * the API server of its own host: the service address leads nowhere before there is a network.
 */
export function kubeVipDaemonSet(image: string, vip: string): readonly KubernetesObject[] {
  const metadata = { name: NAME, namespace: NAMESPACE };
  const labels = { "app.kubernetes.io/name": NAME };
  const group = "rbac.authorization.k8s.io";
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata },
    {
      apiVersion: `${group}/v1`,
      kind: "ClusterRole",
      metadata: { name: NAME },
      rules: [
        { apiGroups: [""], resources: ["nodes"], verbs: ["get", "list", "watch"] },
        {
          apiGroups: ["coordination.k8s.io"],
          resources: ["leases"],
          verbs: ["get", "list", "watch", "create", "update"],
        },
      ],
    },
    {
      apiVersion: `${group}/v1`,
      kind: "ClusterRoleBinding",
      metadata: { name: NAME },
      roleRef: { apiGroup: group, kind: "ClusterRole", name: NAME },
      subjects: [{ kind: "ServiceAccount", name: NAME, namespace: NAMESPACE }],
    },
    {
      apiVersion: "apps/v1",
      kind: "DaemonSet",
      metadata,
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            serviceAccountName: NAME,
            priorityClassName: "system-node-critical",
            hostNetwork: true,
            nodeSelector: { "node-role.kubernetes.io/control-plane": "true" },
            tolerations: [{ operator: "Exists" }],
            containers: [
              container(image, vip, { KUBERNETES_SERVICE_HOST: "127.0.0.1", KUBERNETES_SERVICE_PORT: "6443" }),
            ],
          },
        },
      },
    },
  ];
}

/** Path of the static pod, and of the kubeconfig it uses after the first server is up. */
export const KUBE_VIP_POD = "/etc/kubernetes/manifests/kube-vip.yaml";
export const ADMIN_CONF = "/etc/kubernetes/admin.conf";

/**
 * kube-vip as a static pod, for kubeadm, which needs the address before there is an API server.
 * `kubernetes` is the name under which it asks the API server of its own host.
 */
export function kubeVipPod(image: string, vip: string): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: NAME, namespace: NAMESPACE },
    spec: {
      priorityClassName: "system-node-critical",
      hostNetwork: true,
      hostAliases: [{ ip: "127.0.0.1", hostnames: ["kubernetes"] }],
      containers: [
        { ...container(image, vip, {}), volumeMounts: [{ name: "kubeconfig", mountPath: ADMIN_CONF, readOnly: true }] },
      ],
      volumes: [{ name: "kubeconfig", hostPath: { path: ADMIN_CONF, type: "File" } }],
    },
  };
}
