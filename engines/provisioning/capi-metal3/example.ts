/** Settings of a profile, as tests and documents show them. */
import type { CapiMetal3Provisioner } from "../../../model/provisioner.ts";

const architectures = ["amd64", "arm64"] as const;
const kubernetes = "v1.33.10";

export const metal3Example: CapiMetal3Provisioner = {
  engine: "capi-metal3",
  kubernetes,
  images: {
    amd64: `os/ubuntu-24.04-kubernetes-${kubernetes}-amd64.qcow2`,
    arm64: `os/ubuntu-24.04-kubernetes-${kubernetes}-arm64.qcow2`,
  },
  maxSurge: 0,
  kubeVip: { name: "kube-vip/kube-vip", tag: "v1.0.3", architectures },
  installer: { name: "alpine/k8s", tag: "1.33.10", architectures },
  imageRepository: "kubernetes",
  secretStore: "fleet",
};
