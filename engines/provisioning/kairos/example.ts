/** Settings of a profile, as tests and documents show them. */
import type { KairosProvisioner } from "../../../model/provisioner.ts";

const architectures = ["amd64", "arm64"] as const;

export const kairosExample: KairosProvisioner = {
  engine: "kairos",
  os: { name: "kairos/ubuntu", tag: "24.04-standard-generic-v4.0.3-k3s-v1.33.10-k3s1", architectures },
  k3s: "v1.33.10+k3s1",
  concurrency: 1,
  kubeVip: { name: "kube-vip/kube-vip", tag: "v1.0.3", architectures },
  installer: { name: "alpine/k8s", tag: "1.33.10", architectures },
};
