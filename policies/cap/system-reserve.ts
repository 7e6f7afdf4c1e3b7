/** What Kubernetes itself takes of a server, before any layer. */

import type { Capacity } from "../../model/capacity.ts";
import type { Distribution } from "../../model/provisioner.ts";

const MIB = 2 ** 20;

export interface SystemReserve {
  readonly controlPlane: Capacity;
  readonly worker: Capacity;
  /** Once in a cluster: its DNS and what else it brings. */
  readonly once: Capacity;
}

/** The kubelet evicts pods while less is free (kubernetes pkg/kubelet/apis/config, evictionHard memory.available). */
const eviction = 100 * MIB;

/** Absent for distributions that run no cluster of their own. */
export const systemReserves: Readonly<Partial<Record<Distribution, SystemReserve>>> = {
  // docs.k3s.io/reference/resource-profiling: a server with embedded etcd 1606 MB, an agent 275 MB; CPU of the slower of
  // the two machines there. CoreDNS and metrics-server as packed (manifests/ of K3s): 100m and 70Mi each.
  k3s: {
    controlPlane: { cpu: 0.3, memory: 1606e6 + eviction },
    worker: { cpu: 0.1, memory: 275e6 + eviction },
    once: { cpu: 0.2, memory: 140 * MIB },
  },
  // kubernetes cmd/kubeadm/app/phases: API server 250m, controller manager 200m, scheduler 100m, etcd 100m and 100Mi;
  // two of CoreDNS with 100m and 70Mi. Of their memory only etcd states a request.
  kubeadm: {
    controlPlane: { cpu: 0.65, memory: 100 * MIB + eviction },
    worker: { cpu: 0, memory: eviction },
    once: { cpu: 0.2, memory: 140 * MIB },
  },
  // Services of systemd, of which no file states what they take.
  packaged: {
    controlPlane: { cpu: 0, memory: eviction },
    worker: { cpu: 0, memory: eviction },
    once: { cpu: 0, memory: 0 },
  },
};
