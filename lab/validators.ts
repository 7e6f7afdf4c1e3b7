/** Programs that judge what Flotilla writes for tools and components that no cluster of the lab runs. */

const keadm = {
  group: "kubeedge",
  folder: "keadm",
  module: "github.com/kubeedge/kubeedge",
  version: "v1.23.1",
  license: "Apache-2.0",
} as const;

const prometheus = {
  group: "prometheus",
  folder: "promtool",
  module: "github.com/prometheus/prometheus",
  version: "v0.314.0",
  tags: ["remove_all_sd", "enable_kubernetes_sd"],
  license: "Apache-2.0",
} as const;

/** Part of the table in tools.ts, whose type holds for them too. */
export const validators = {
  "kairos-validate": {
    group: "kairos",
    folder: "kairos-validate",
    module: "github.com/kairos-io/kairos-sdk",
    version: "v0.10.1",
    package: ".",
    license: "Apache-2.0",
    purpose: "judges cloud-configs by the schema of kairos-agent and the types of yip, without unknown keys",
    measured: { seconds: 14, megabytes: 11 },
  },
  promtool: {
    ...prometheus,
    package: "github.com/prometheus/prometheus/cmd/promtool",
    purpose:
      "judges configurations and rules of Prometheus 3.14 and plays rules over series; finds targets in Kubernetes only",
  },
  prometheus: {
    ...prometheus,
    package: "github.com/prometheus/prometheus/cmd/prometheus",
    purpose: "Prometheus 3.14 itself, without its pages: what sites measure, and who takes it from them",
  },
  cosign: {
    group: "cosign",
    folder: "cosign",
    module: "github.com/sigstore/cosign/v3",
    version: "v3.0.4",
    package: "github.com/sigstore/cosign/v3/cmd/cosign",
    license: "Apache-2.0",
    purpose: "judges the signatures of artifacts, as people and clusters do who have nothing of Flotilla",
  },
  keadm: {
    ...keadm,
    package: "github.com/kubeedge/kubeedge/keadm/cmd/keadm",
    purpose: "KubeEdge: joins the servers of a zone",
    measured: { seconds: 114, megabytes: 84 },
  },
  "edge-host": {
    ...keadm,
    package: ".",
    purpose:
      "servers that keadm joins, as an SSH server on loopback whose keadm only works out EdgeCore's configuration",
    measured: { seconds: 11, megabytes: 56 },
  },
} as const;
