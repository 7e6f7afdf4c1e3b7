/** The programs of KubeEdge that run: the cloud side, its controllers and an edge node, as rows of the table of programs. */

const kubeedgeVersion = "v1.23.1";

const kubeedge = {
  group: "kubeedge",
  folder: "kubeedge",
  module: "github.com/kubeedge/kubeedge",
  version: kubeedgeVersion,
  // What a node says of itself, and what an upgrade job compares with.
  stamps: { "github.com/kubeedge/kubeedge/pkg/version.gitVersion": kubeedgeVersion },
  license: "Apache-2.0",
} as const;

/** Part of the table in tools.ts, whose type holds for them too. */
export const kubeEdgeTools = {
  cloudcore: {
    ...kubeedge,
    package: "github.com/kubeedge/kubeedge/cloud/cmd/cloudcore",
    purpose: "KubeEdge: the cloud side of edge nodes",
    measured: { seconds: 131, megabytes: 71 },
  },
  "kubeedge-controller-manager": {
    ...kubeedge,
    package: "github.com/kubeedge/kubeedge/cloud/cmd/controllermanager",
    purpose: "KubeEdge: groups of nodes, apps of groups, jobs on nodes",
  },
  edgecore: {
    ...kubeedge,
    package: "github.com/kubeedge/kubeedge/edge/cmd/edgecore",
    // It keeps what it knows in SQLite.
    cgo: true,
    purpose: "KubeEdge: an edge node, which runs its pods without the cloud",
  },
} as const;
