/** Which versions of Kubernetes the services that eggo writes still start. */

import type { EggoProvisioner } from "../../../model/provisioner.ts";

/** Oldest: `--service-account-issuer` is asked for, and the packages that eggo was written for (docs/manual.md). */
const OLDEST = 20;

/**
 * Newest minor versions, by what eggo's own flags allow (pkg/clusterdeployment/binary/commontools/systemdservices.go at cb51e25),
 * none of which can be taken away: kube-proxy gets `--logtostderr`, which 1.26 no longer knows (kubernetes 112120). With
 * Docker the kubelet uses what 1.24 has no more, dockershim.
 */
const NEWEST = { isulad: 25, containerd: 25, docker: 23 } as const;

export function kubernetesVersions({ runtime }: EggoProvisioner): readonly [oldest: number, newest: number] {
  return [OLDEST, NEWEST[runtime]];
}
