/** What becomes of each field at a site whose servers are nodes of KubeEdge. */

import { type FieldTable, notYet } from "../../site-fields.ts";
import { joinedServerFields } from "../joined-fields.ts";

export const kubeEdgeFields: FieldTable = {
  ...joinedServerFields({
    name: "keadm",
    takes: "a server with its system installed and its network up",
    direct: "EdgeCore reaches the hub directly",
    pulls: ", and pulls EdgeCore itself through it",
  }),
  "network.link": notYet("nothing: heartbeats are those of a fibre", "warning"),
  // KubeEdge v1.23 cloud/pkg/cloudstream: tunnelserver.go keeps one address of a node, iptables.go writes rules of IPv4.
  "two address families": {
    cannot: "CloudCore keeps one address of a node, by which logs and exec find its tunnel",
    instead: "give the site one family",
  },
  "IPv6 alone": {
    cannot: "CloudCore leads logs and exec into its tunnels by rules of IPv4 alone",
    instead: "give the site an IPv4 network",
  },
  "hosts.nodes": { cannot: "a server with EdgeCore is one node", instead: "leave hosts.nodes out" },
};
