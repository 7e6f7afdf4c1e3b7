/**
 * Flags of K3s that its config.yaml may hold as keys (k3s v1.33, pkg/cli/cmds/server.go, agent.go and what both share);
 * K3s does not start when there is another. A server takes those of an agent too.
 */

export const agentFlags: ReadonlySet<string> = new Set([
  ...["node-name", "with-node-id", "node-label", "node-taint", "node-ip", "node-external-ip", "resolv-conf"],
  ...["token", "token-file", "server", "data-dir", "lb-server-port", "selinux", "protect-kernel-defaults"],
  ...["container-runtime-endpoint", "pause-image", "snapshotter", "private-registry", "airgap-extra-registry"],
  ...["disable-default-registry-endpoint", "flannel-iface", "flannel-conf", "kubelet-arg", "kube-proxy-arg"],
]);

export const serverFlags: ReadonlySet<string> = new Set([
  ...agentFlags,
  ...[
    "bind-address",
    "advertise-address",
    "tls-san",
    "tls-san-security",
    "cluster-cidr",
    "service-cidr",
    "cluster-dns",
  ],
  ...["cluster-domain", "flannel-backend", "egress-selector-mode", "cluster-init", "cluster-reset", "etcd-arg"],
  ...["etcd-snapshot-schedule-cron", "etcd-snapshot-retention", "etcd-expose-metrics", "disable", "disable-scheduler"],
  ...["disable-cloud-controller", "disable-kube-proxy", "disable-network-policy", "disable-helm-controller"],
  ...["embedded-registry", "secrets-encryption", "kube-apiserver-arg", "kube-controller-manager-arg"],
]);
