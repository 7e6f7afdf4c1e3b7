/** Systems that make servers into nodes of a cluster elsewhere. */

import type { System } from "./system.ts";

export const edgeSystems: readonly System[] = [
  {
    name: "KubeEdge",
    pulls: [/^kubeedge\//, /^mirrors\/kubeedge\.git/, /^var\/lib\/flotilla\/kubeedge\//],
    tools: ["keadm", "edge-host", "cloudcore", "kubeedge-controller-manager", "edgecore"],
    schemas: ["github.com/kubeedge/kubeedge"],
    judged: "controllers",
    how: "CloudCore, its controllers and EdgeCore run by what the fleet writes, with the chart's configuration and rights; keadm joins servers of every zone on a stand-in for a server, and devices and EdgeMesh are not tried",
  },
  {
    name: "SuperEdge",
    pulls: [/^superedge\//],
    tools: ["application-grid-controller"],
    schemas: ["github.com/superedge/superedge"],
    judged: "controllers",
    how: "The controller of grids makes the children; the programs on servers, the tunnel and site-manager do not run",
  },
  {
    name: "OpenYurt",
    pulls: [/^openyurt\//, /^mirrors\/openyurt\.git/],
    tools: ["yurt-manager"],
    schemas: ["github.com/openyurtio/openyurt"],
    judged: "controllers",
    how: "yurt-manager runs with what its chart makes of our values; YurtHub runs on no server, and no server joins",
  },
  {
    name: "Consul",
    pulls: [/^curlimages\/curl:/],
    tools: ["consul"],
    schemas: [],
    judged: "program",
    how: "What registers pods runs by a shell beside a real agent, the last version under a free licence; its servers are not Flotilla's",
  },
];
