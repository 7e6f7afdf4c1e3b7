/** Configuration files of the programs of a node. */

import { dump } from "js-yaml";
import { REGISTRY_FOLDER } from "./k3s-registries.ts";

const HOST_ROOT = "/run/containerd";
export const RUNTIME_SOCKET = `${HOST_ROOT}/containerd.sock`;

/** containerd's config.toml, version 2. @param packages folder of the CNI plugins' package */
export function containerdConfig(packages: string, sandboxImage: string): string {
  return `version = 2
root = "/var/lib/containerd"
state = "${HOST_ROOT}"
[grpc]
  address = "${RUNTIME_SOCKET}"
[plugins."io.containerd.internal.v1.opt"]
  path = "/run/opt"
[plugins."io.containerd.grpc.v1.cri"]
  # A machine without CAP_SYS_RESOURCE, as in a container, may not raise the rank of a process for the out-of-memory killer.
  restrict_oom_score_adj = true
  sandbox_image = "${sandboxImage}"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "${packages}/usr/lib/cni"
    conf_dir = "/etc/cni/net.d"
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "overlayfs"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "${REGISTRY_FOLDER}"
`;
}

/** A bridge for the pods of one node; other nodes are reached by routes of the site's network. */
export function networkConfig(pods: string): string {
  const ipam = { type: "host-local", ranges: [[{ subnet: pods }]], routes: [{ dst: "0.0.0.0/0" }] };
  const bridge = { type: "bridge", bridge: "cni0", isGateway: true, ipMasq: false, hairpinMode: true, ipam };
  const plugins = [bridge, { type: "portmap", capabilities: { portMappings: true } }];
  return JSON.stringify({ cniVersion: "1.0.0", name: "site", plugins });
}

/** KubeletConfiguration. What is not asked of it is as Kubernetes sets it. */
export function kubeletConfig(address: string, dns: string): string {
  const never = [
    "memory.available",
    "nodefs.available",
    "nodefs.inodesFree",
    "imagefs.available",
    "imagefs.inodesFree",
  ];
  return dump({
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    containerRuntimeEndpoint: `unix://${RUNTIME_SOCKET}`,
    cgroupDriver: "cgroupfs",
    failCgroupV1: false,
    failSwapOn: false,
    authentication: { anonymous: { enabled: true }, webhook: { enabled: false } },
    authorization: { mode: "AlwaysAllow" },
    address,
    clusterDNS: [dns],
    clusterDomain: "cluster.local",
    resolvConf: "",
    enforceNodeAllocatable: [],
    // The machine is full of other things than this node's.
    evictionHard: Object.fromEntries(never.map((signal) => [signal, "0%"])),
    imageGCHighThresholdPercent: 100,
    nodeStatusUpdateFrequency: "4s",
    configMapAndSecretChangeDetectionStrategy: "Watch",
    maxPods: 60,
  });
}

/** Flags of kube-proxy, which leaves the machine's limits of connections alone. */
export function proxyArguments(kubeconfig: string, name: string, pods: string): readonly string[] {
  return [
    `--kubeconfig=${kubeconfig}`,
    `--hostname-override=${name}`,
    "--proxy-mode=iptables",
    `--cluster-cidr=${pods}`,
    "--conntrack-max-per-core=0",
    "--conntrack-min=0",
    "--conntrack-tcp-timeout-established=0",
    "--conntrack-tcp-timeout-close-wait=0",
    "--metrics-bind-address=127.0.0.1:10249",
  ];
}

/** Flags of kube-router as what enforces NetworkPolicies and nothing else. */
export function firewallArguments(kubeconfig: string, name: string): readonly string[] {
  return [
    `--kubeconfig=${kubeconfig}`,
    `--hostname-override=${name}`,
    "--run-firewall=true",
    "--run-router=false",
    "--run-service-proxy=false",
    "--service-cluster-ip-range=10.96.0.0/16",
    "--health-port=0",
    "--iptables-sync-period=60s",
  ];
}
