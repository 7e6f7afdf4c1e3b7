/** How a server of Metal3 calls itself as a node. */

import type { Site } from "../../../constructs/site.ts";
import { nodeLabelArguments } from "../../node-labels.ts";
import type { NodeIdentity } from "../cluster-api/kubeadm-config.ts";

/** cloud-init fills in what the server knows about itself; CAPM3 finds a node by id and label. */
export function nodeIdentity(site: Site): NodeIdentity {
  const labels = ["metal3.io/uuid={{ ds.meta_data.uuid }}", ...nodeLabelArguments(site)];
  return {
    name: "{{ ds.meta_data.name }}",
    kubeletArgs: {
      "node-ip": "{{ ds.meta_data.node_ip }}",
      "node-labels": labels.join(","),
      "provider-id": "metal3://{{ ds.meta_data.providerid }}",
    },
  };
}
