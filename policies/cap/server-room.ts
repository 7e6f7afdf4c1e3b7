import { capacityText } from "../../model/capacity.ts";
import type { ClusterRule } from "../rule.ts";
import { isOverbooked, roomOf } from "./room.ts";

export const serverRoom: ClusterRule = {
  id: "FLT-CAP-030",
  scope: "cluster",
  severity: "error",
  title: "The servers of a site have room for all that it runs",
  help: "The scheduler places a pod only where its requests fit, so what comes last waits for ever, and after a reboot that is by chance: it may be the network. Counted are the requests of all layers and apps, each DaemonSet once a server, and what Kubernetes itself takes; a chart's own defaults are not seen. The servers' sizes are `hosts[].hardware`; a site of which one is missing is not judged.",
  bad: `# servers of the cluster
distribution: k3s
servers: [{ name: sz-nanshan-01-a, role: control-plane, cpu: "2", memory: 4Gi }]
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
  good: `# servers of the cluster
distribution: k3s
servers: [{ name: sz-nanshan-01-a, role: control-plane, cpu: "4", memory: 8Gi }]
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
    const { servers } = cluster;
    if (!servers) return [];
    const room = roomOf(cluster, servers);
    if (!isOverbooked(room)) return [];
    const count = servers.servers.length === 1 ? "the server has" : `its ${servers.servers.length} servers have`;
    return [
      {
        message: `the site asks for ${capacityText(room.asked)}, and ${count} ${capacityText(room.has)}: ${room.parts}`,
        at: servers.source,
        hint: "lower replicas or resources of apps, take apps off the site, or write down a larger server in hosts[].hardware",
      },
    ];
  },
};
