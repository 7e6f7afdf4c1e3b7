/** Which images of their profile the charts of layers run, by their paths below the registry: charts name some of them by themselves. */

import type { ChartImages } from "../constructs/catalogue.ts";

export const chartImages: ChartImages = {
  "cert-manager": ["jetstack/"],
  cilium: ["cilium/"],
  "cluster-api-operator": ["cluster-api/cluster-api-operator"],
  "external-secrets": ["external-secrets/"],
  karmada: ["karmada/", "kubernetes/", "cfssl/", "alpine/k8s"],
  "kairos-operator": ["kairos/operator", "library/busybox"],
  longhorn: ["longhornio/"],
  metal3: ["suse-edge/"],
  "victoria-logs-single": ["victoriametrics/"],
};
