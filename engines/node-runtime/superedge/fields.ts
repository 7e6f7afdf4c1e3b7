/** What becomes of each field at a site whose servers are nodes of SuperEdge. */

import { type FieldTable, notYet } from "../../site-fields.ts";
import { joinedServerFields } from "../joined-fields.ts";

export const superEdgeFields: FieldTable = {
  ...joinedServerFields({
    name: "kubeadm",
    takes: "a server with its system, its containerd and its network up",
    direct: "lite-apiserver and the tunnel reach the hub directly",
  }),
  "network.link": notYet("nothing: timeouts are those of a fibre", "warning"),
  "two address families": {
    cannot: "edge-health knows its peers by one address each",
    instead: "give the site one family",
  },
  "IPv6 alone": {
    cannot: "edge-health asks kubelets by addresses without brackets",
    instead: "give the site an IPv4 network",
  },
  "hosts.nodes": { cannot: "a server with a kubelet is one node", instead: "leave hosts.nodes out" },
};
