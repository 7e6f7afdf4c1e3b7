/** Settings of a profile, as tests and documents show them. */

import type { KarmadaFederation } from "../../../model/federation.ts";

export const karmadaExample: KarmadaFederation = {
  engine: "karmada",
  agent: { name: "karmada/karmada-agent", tag: "v1.16.0", architectures: ["amd64", "arm64"] },
  kubectl: { name: "alpine/k8s", tag: "1.33.10", architectures: ["amd64", "arm64"] },
  secretStore: "fleet",
};
