import { multiArchitectureImage } from "./image.ts";

export const etcdImage = multiArchitectureImage("kubernetes/etcd", "3.5.24-0");

/** What kubeadm v1.33.10 starts on a server, all below one path; kube-proxy is left out for Cilium. */
export const kubeadmImages = [
  multiArchitectureImage("kubernetes/kube-apiserver", "v1.33.10"),
  multiArchitectureImage("kubernetes/kube-controller-manager", "v1.33.10"),
  multiArchitectureImage("kubernetes/kube-scheduler", "v1.33.10"),
  etcdImage,
  multiArchitectureImage("kubernetes/coredns", "v1.12.0"),
  multiArchitectureImage("kubernetes/pause", "3.10"),
];
