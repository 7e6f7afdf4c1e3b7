/** What Prometheus scrapes in a cluster: the kubelet, the containers and annotated pods. */

import type { AccessRule } from "../cluster-access.ts";

/** What Prometheus must be allowed to read for these jobs. */
export const scrapeAccess: readonly AccessRule[] = [
  { apiGroups: [""], resources: ["nodes", "pods"], verbs: ["get", "list", "watch"] },
  { apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] },
];

const edgeLabel = "__meta_kubernetes_node_labelpresent_node_role_kubernetes_io_edge";

const accountPath = "/var/run/secrets/kubernetes.io/serviceaccount";

/** Container series that a site of few servers is judged by; the rest stays off its uplink. */
const containerSeries =
  "container_(cpu_usage_seconds_total|cpu_cfs_throttled_periods_total|fs_usage_bytes|memory_working_set_bytes|network_(receive|transmit)_bytes_total|oom_events_total)";

export interface ScrapeOptions {
  /**
   * Kubelets serve certificates of the cluster's own authority. Those of K3s do; kubeadm's sign their
   * own unless they are told to ask for one.
   */
  readonly kubeletVerified: boolean;
  /** Also the nodes that KubeEdge brings, which a hub cannot reach. */
  readonly edgeNodes: boolean;
}

/** The kubelet, the containers and every pod with the annotation `prometheus.io/scrape: "true"`. */
export function scrapeConfigs({ kubeletVerified, edgeNodes }: ScrapeOptions): readonly object[] {
  const noEdge = edgeNodes ? [] : [{ source_labels: [edgeLabel], regex: "true", action: "drop" }];
  const kubelet = {
    scheme: "https",
    authorization: { credentials_file: `${accountPath}/token` },
    tls_config: kubeletVerified ? { ca_file: `${accountPath}/ca.crt` } : { insecure_skip_verify: true },
    kubernetes_sd_configs: [{ role: "node" }],
    ...(!edgeNodes && { relabel_configs: noEdge }),
  };
  return [
    { job_name: "kubelet", ...kubelet },
    {
      job_name: "containers",
      metrics_path: "/metrics/cadvisor",
      ...kubelet,
      metric_relabel_configs: [{ source_labels: ["__name__"], regex: containerSeries, action: "keep" }],
    },
    {
      job_name: "pods",
      kubernetes_sd_configs: [{ role: "pod", ...(!edgeNodes && { attach_metadata: { node: true } }) }],
      relabel_configs: [
        ...noEdge,
        { source_labels: ["__meta_kubernetes_pod_annotation_prometheus_io_scrape"], regex: "true", action: "keep" },
        { source_labels: ["__meta_kubernetes_pod_phase"], regex: "Running", action: "keep" },
        {
          source_labels: ["__meta_kubernetes_pod_ip", "__meta_kubernetes_pod_annotation_prometheus_io_port"],
          separator: ":",
          regex: "(.+:[0-9]+)",
          target_label: "__address__",
        },
        {
          source_labels: ["__meta_kubernetes_pod_annotation_prometheus_io_path"],
          regex: "(.+)",
          target_label: "__metrics_path__",
        },
        { source_labels: ["__meta_kubernetes_namespace"], target_label: "namespace" },
        { source_labels: ["__meta_kubernetes_pod_name"], target_label: "pod" },
      ],
    },
  ];
}
