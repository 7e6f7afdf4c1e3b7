import { multiArchitectureImage } from "./image.ts";

/** Holds the address of a control plane; the provisioner starts it, since it must be there before any layer. */
export const kubeVip = multiArchitectureImage("kube-vip/kube-vip", "v1.2.3");
