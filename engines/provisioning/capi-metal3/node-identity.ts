/** How a server of Metal3 calls itself as a node. */

import type { Site } from "../../../constructs/site.ts";
import { nodeLabelArguments } from "../../node-labels.ts";
import type { NodeIdentity } from "../cluster-api/kubeadm-config.ts";
import { nodePools } from "./address-pools.ts";
import { hostSetting } from "./host-settings.ts";

/**
 * cloud-init fills in what the server knows about itself; CAPM3 finds a node by id and label. What its file says of a
 * server, its metadata brings, so that servers of one machine template may differ and another value replaces none.
 */
export function nodeIdentity(site: Site): NodeIdentity {
  const labels = ["metal3.io/uuid={{ ds.meta_data.uuid }}", ...nodeLabelArguments(site)];
  return {
    name: "{{ ds.meta_data.name }}",
    kubeletArgs: {
      "node-ip": nodePools(site)
        .map(({ key }) => `{{ ds.meta_data.${key} }}`)
        .join(","),
      "node-labels": labels.join(",") + hostSetting("nodelabels"),
      "register-with-taints": hostSetting("taints"),
      "provider-id": "metal3://{{ ds.meta_data.providerid }}",
    },
  };
}
