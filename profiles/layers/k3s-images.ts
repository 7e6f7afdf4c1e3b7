import { multiArchitectureImage } from "./image.ts";

/** What K3s v1.33.10+k3s1 itself runs, as far as sites use it (its scripts/airgap/image-list.txt). */
export const k3sImages = [
  multiArchitectureImage("rancher/klipper-helm", "v0.9.14-build20260309"),
  multiArchitectureImage("rancher/mirrored-coredns-coredns", "1.14.2"),
  multiArchitectureImage("rancher/mirrored-metrics-server", "v0.8.1"),
  multiArchitectureImage("rancher/mirrored-pause", "3.6"),
];
