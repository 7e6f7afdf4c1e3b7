import { capacityText } from "../../model/capacity.ts";
import type { ClusterRule } from "../rule.ts";
import { isOverbooked, roomOf } from "./room.ts";

export const lostServer: ClusterRule = {
  id: "FLT-CAP-031",
  scope: "cluster",
  severity: "warning",
  title: "A site of several servers has room for its pods when one is lost",
  help: "With three servers a site is meant to live on when one breaks or reboots for an upgrade. If the others have no room for its pods, these wait until it is back. Counted as in FLT-CAP-030, without the largest server.",
  bad: `# servers of the cluster
distribution: k3s
servers:
  - { name: sz-nanshan-01-a, role: control-plane, cpu: "2", memory: 4Gi }
  - { name: sz-nanshan-01-b, role: control-plane, cpu: "2", memory: 4Gi }
  - { name: sz-nanshan-01-c, role: control-plane, cpu: "2", memory: 4Gi }
---
# an object of layer 80-apps-retail
apiVersion: apps/v1
kind: Deployment
metadata: { name: checkout, namespace: shops }
spec:
  replicas: 8
  template:
    spec: { containers: [{ name: checkout, resources: { requests: { cpu: 500m, memory: 256Mi } } }] }
`,
  good: `# servers of the cluster
distribution: k3s
servers:
  - { name: sz-nanshan-01-a, role: control-plane, cpu: "2", memory: 4Gi }
  - { name: sz-nanshan-01-b, role: control-plane, cpu: "2", memory: 4Gi }
  - { name: sz-nanshan-01-c, role: control-plane, cpu: "2", memory: 4Gi }
---
# an object of layer 80-apps-retail
apiVersion: apps/v1
kind: Deployment
metadata: { name: checkout, namespace: shops }
spec:
  replicas: 4
  template:
    spec: { containers: [{ name: checkout, resources: { requests: { cpu: 500m, memory: 256Mi } } }] }
`,
  check(cluster) {
    const all = cluster.servers;
    // Two servers are one control plane and its helper: the site stands still without the first anyway.
    if (!all || all.servers.length < 3 || isOverbooked(roomOf(cluster, all))) return [];
    const largest = [...all.servers].sort((a, b) => b.cpu - a.cpu || b.memory - a.memory)[0];
    const left = all.servers.filter((each) => each !== largest);
    const room = roomOf(cluster, { ...all, servers: left });
    if (!isOverbooked(room)) return [];
    return [
      {
        message: `without ${largest?.name} the site asks for ${capacityText(room.asked)}, and its other ${left.length} servers have ${capacityText(room.has)}: ${room.parts}`,
        at: all.source,
        hint: "lower replicas or resources of apps, or write down larger servers in hosts[].hardware",
      },
    ];
  },
};
