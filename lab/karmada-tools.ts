/** Programs of Karmada: its control plane, and the agent of a member cluster. */

const karmada = {
  group: "karmada",
  folder: "karmada",
  module: "github.com/karmada-io/karmada",
  version: "v1.16.0",
  license: "Apache-2.0",
} as const;

export const karmadaTools = {
  "karmada-controller-manager": {
    ...karmada,
    package: "github.com/karmada-io/karmada/cmd/controller-manager",
    purpose: "Karmada: clusters, bindings, overrides",
    measured: { seconds: 133, megabytes: 72 },
  },
  "karmada-scheduler": {
    ...karmada,
    package: "github.com/karmada-io/karmada/cmd/scheduler",
    purpose: "Karmada: picks member clusters",
    measured: { seconds: 9, megabytes: 57 },
  },
  "karmada-webhook": {
    ...karmada,
    package: "github.com/karmada-io/karmada/cmd/webhook",
    purpose: "Karmada: admission of policies, and their defaults",
    measured: { seconds: 3, megabytes: 53 },
  },
  "karmada-aggregated-apiserver": {
    ...karmada,
    package: "github.com/karmada-io/karmada/cmd/aggregated-apiserver",
    purpose: "Karmada: serves the kind Cluster",
  },
  "karmada-agent": {
    ...karmada,
    package: "github.com/karmada-io/karmada/cmd/agent",
    purpose: "Karmada: registers a member cluster and pulls what is for it",
  },
} as const;
