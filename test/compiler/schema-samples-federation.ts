import type { KubernetesObject } from "../../model/manifest.ts";

/** A kind whose name another one has too, which comes first. */
export const FEDERATION_SAMPLES: readonly KubernetesObject[] = [
  {
    apiVersion: "cluster.karmada.io/v1alpha1",
    kind: "Cluster",
    metadata: { name: "hainan" },
    spec: {
      id: "7d2c0a5e-1f7b-4c1e-9a53-0c2f5b1d8e64",
      syncMode: "Pull",
      apiEndpoint: "https://hub.hi.panji.example:6443",
      provider: "panji",
      region: "hainan",
      zones: ["haikou"],
    },
  },
];
