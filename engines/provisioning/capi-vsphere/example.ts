/** Settings of a profile, as tests and documents show them. */
import type { CapiVsphereProvisioner } from "../../../model/provisioner.ts";

const architectures = ["amd64"] as const;
const kubernetes = "v1.33.10";

export const vsphereExample: CapiVsphereProvisioner = {
  engine: "capi-vsphere",
  api: "v1beta2",
  kubernetes,
  template: `ubuntu-24.04-kubernetes-${kubernetes}`,
  machine: { cpus: 4, memoryMiB: 8192 },
  maxSurge: 0,
  kubeVip: { name: "kube-vip/kube-vip", tag: "v1.0.3", architectures },
  installer: { name: "alpine/k8s", tag: "1.33.10", architectures },
  imageRepository: "kubernetes",
  secretStore: "fleet",
};
