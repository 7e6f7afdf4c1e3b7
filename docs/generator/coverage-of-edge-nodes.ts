/** Rows of docs/coverage.md on servers that are nodes of a cluster elsewhere. */

import type { Coverage } from "./coverage-markdown.ts";

export const edgeNodes: readonly Coverage[] = [
  {
    capability: "Labels and taints of nodes by zone, site, pool and server, the narrower one first",
    written: "`nodeLabels`, `nodeTaints`; `hosts[].labels`, `hosts[].taints`",
    becomes: "what each engine registers nodes with, or a pool's own; one that cannot says so",
    proof: [
      "test/engines/node-settings.test.ts",
      "carries %s of the zone, the site and the server to the node, or says that it cannot",
    ],
  },
  {
    capability: "The label that puts a server into its pool cannot be given, changed or lost by accident",
    written: "nothing",
    becomes: "FLT-HIER-023, and a policy at the API server",
    proof: ["test/e2e/openyurt.test.ts", "Nobody but a master takes a server out of its pool"],
  },
  {
    capability: "Pods of an app are in Consul's list of services while they run",
    written: "`consul` of an app and of the fleet",
    becomes: "a container that asks the agent of its server",
    proof: [
      "test/e2e/consul.test.ts",
      "A pod that is told to end is out of the list at once, while its app still answers",
    ],
  },
  {
    capability: "Ports of servers for apps, one number everywhere, given once and never moved by neighbours",
    written: "`ports[].nodePort: auto`, `clients`; `sites/node-ports.lock.yaml`",
    becomes:
      "a Service of type NodePort beside the app's own, a NetworkPolicy for its clients, a quota of just so many",
    proof: ["test/compiler/allocate/allocate-ports.test.ts", "whoever comes or goes moves nobody else"],
  },
  {
    capability: "A tenant has the node ports of its apps, and by its own hand no others",
    written: "nothing; `edge-k3s@1.1.0`, `region-hub@1.2.0`",
    becomes: "`services.nodeports` of the tenant's ResourceQuota",
    proof: [
      "test/e2e/node-ports.test.ts",
      "A real API server takes the Service within the quota, gives its number to nobody else, and lets nobody have more",
    ],
  },
  {
    capability: "All zones of a hub have one Service with the node port, and each server answers for its own pods",
    written: "the same",
    becomes: "`externalTrafficPolicy: Local`, in the tenant's folder of the hub",
    proof: [
      "test/evolution/node-ports.test.ts",
      "A zone that comes has the node port of the others, and changes nothing of it",
    ],
  },
  {
    capability: "Traffic of an app stays in its zone on a hub, without topology labels",
    written: "nothing",
    becomes: "by native a Service a zone, by grids and pools what their runtime filters",
    proof: ["test/compiler/reach/zones-of-hub.test.ts", "leads to pods of its own zone alone"],
  },
  {
    capability: "What zones of one hub let each other do is known: neighbours of a tenant all, other tenants nothing",
    written: "nothing",
    becomes: "NetworkPolicies of each namespace; the guide says that they do not divide zones",
    proof: [
      "test/compiler/reach/zones-of-hub.test.ts",
      "Pods of one tenant reach each other across zones of a hub, and none of another tenant's",
    ],
  },
  {
    capability: "Servers join CloudCore as edge nodes",
    written: "`kind: nodes`, `edge-kubeedge@…`",
    becomes: "`operator/keadm-batch/`, NodeGroup, CloudCore's chart",
    proof: ["test/e2e/keadm.test.ts", "keadm takes the file of every zone, and all of its servers join"],
  },
  {
    capability: "CloudCore and EdgeCore run, a node goes offline and returns",
    written: "the same",
    becomes: "the same",
    proof: [
      "test/e2e/kubeedge.test.ts",
      "Cut off from its hub a node goes on, starts its pods after a power cut, and comes back with all of them",
    ],
  },
  {
    capability: "EdgeCore on servers that have joined goes to the next version, site by site",
    written: "`upgradesFrom` of a profile's provisioner",
    becomes: "NodeUpgradeJob a site and version, the newer CloudCore",
    proof: [
      "test/e2e/kubeedge.test.ts",
      "An order to upgrade reaches the server, which looks for the image and says what it found",
    ],
  },
  {
    capability: "A hub of more servers than one CloudCore takes has several",
    written: "nothing: their number follows the servers",
    becomes: "`replicaCount` of CloudCore's chart, a budget for disruptions",
    proof: [
      "test/engines/node-runtime/kubeedge-size.test.ts",
      "is one more than they take beyond that, each with room for all and on a server of its own",
    ],
  },
  {
    capability: "Servers fetch the images of an app's next version before it changes",
    written: "`prefetch` of an app",
    becomes: "ImagePrePullJob a zone",
    proof: [
      "test/e2e/kubeedge.test.ts",
      "Servers fetch the images of the next version before the app changes to them, and the job says so",
    ],
  },
  {
    capability: "An app at every site of its zones, with what differs there, by KubeEdge's own controller",
    written: "`placement: kubeedge`",
    becomes: "EdgeApplication an app and hub, a target a site",
    proof: [
      "test/e2e/kubeedge.test.ts",
      "An app in groups of nodes runs in each, with its image, number and configuration",
    ],
  },
  {
    capability: "A zone that such an app leaves loses its pods, and no other",
    written: "`select` of the app",
    becomes: "a target less",
    proof: ["test/e2e/kubeedge.test.ts", "A zone that the app leaves loses its pods, and those of the other stay"],
  },
  {
    capability: "An app in the zones of SuperEdge is one grid: a Deployment a zone, each with its own configuration",
    written: "`placement: superedge`, `zones`",
    becomes: "DeploymentGrid or StatefulSetGrid with a template a zone that differs, ServiceGrid",
    proof: [
      "test/e2e/superedge.test.ts",
      "a zone with servers gets the Deployment, the StatefulSet and the Service of each app, with its own configuration",
    ],
  },
  {
    capability: "A zone gets its apps within seconds of its first server",
    written: "a file of the zone: `kind: nodes`, `edge-superedge@…`",
    becomes: "NodeUnit, the labels that its servers join with",
    proof: [
      "test/e2e/superedge.test.ts",
      "a zone gets the apps within seconds of its first server, those that are everywhere before any file names it",
    ],
  },
  {
    capability: "The label by which SuperEdge finds a zone stays",
    written: "nothing: it is so on every hub with SuperEdge",
    becomes: "ValidatingAdmissionPolicy",
    proof: [
      "test/e2e/superedge.test.ts",
      "nobody takes the label of its zone off a server, and a master who does loses the zone's apps within seconds",
    ],
  },
  {
    capability: "The same apps through every placement: carried alike, or refused with the reason and the way out",
    written: "`placement`",
    becomes: "[placements.md](placements.md)",
    proof: ["test/engines/placement/five-ways.test.ts", "native carries all of it"],
  },
  {
    capability: "Pods stay on a server that nobody reaches, or leave it after a limit",
    written: "`onNodeLoss`",
    becomes: "tolerations of the pods",
    proof: ["test/engines/placement/native.test.ts", "keeps them, or loses them after the app's own limit, at either"],
  },
  {
    capability: "Peers of a zone judge a node, lite-apiserver serves a cut-off one, the tunnel leads to its kubelet",
    written: "`edge-superedge@…`",
    becomes: "edge-health and its webhook, files of the server, tunnel-cloud and tunnel-edge",
    proof: { notProved: "the programs of SuperEdge on servers do not run in the lab" },
  },
  {
    capability: "Servers are nodes in pools of OpenYurt, and a pool's labels, taints and autonomy reach its nodes",
    written: "`kind: nodes`, `edge-openyurt@…`",
    becomes: "NodePool a zone, yurt-manager's chart, `hosts/<machine>/kubeadm-join.yaml`, `operator/openyurt-join/`",
    proof: [
      "test/e2e/openyurt.test.ts",
      "A server that joins with the label of its pool gets what the pool says, and pods stay on it as long as that",
    ],
  },
  {
    capability: "An app in pools of OpenYurt: one Deployment a pool with its differences, a new zone within seconds",
    written: "`placement: openyurt`",
    becomes: "YurtAppSet with a tweak a difference, a Service whose traffic stays in its pool",
    proof: ["test/e2e/openyurt.test.ts", "Each pool has a Deployment of its own, with what differs in its zone"],
  },
  {
    capability: "YurtHub comes onto a server that has joined, and its pods go on while the line is cut",
    written: "`edge-openyurt@…`",
    becomes: "a Job of yurt-manager for each node",
    proof: { notProved: "the Job changes the system of a server as root, which the lab has none of to give" },
  },
];
