/** What becomes of each field at a site whose servers are nodes of OpenYurt. */

import { type FieldTable, notYet } from "../../site-fields.ts";
import { joinedServerFields } from "../joined-fields.ts";

export const openYurtFields: FieldTable = {
  ...joinedServerFields({
    name: "kubeadm",
    takes: "a server with its system installed and its network up",
    direct: "kubelet and YurtHub reach the hub directly",
  }),
  "network.link": notYet("nothing: heartbeats are those of a fibre", "warning"),
  "two address families": "lowered",
  "IPv6 alone": "lowered",
  "hosts.nodes": { cannot: "a server with a kubelet is one node", instead: "leave hosts.nodes out" },
};
