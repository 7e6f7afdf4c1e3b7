/** Gateway, name servers, time servers and VLAN of a site's servers. */

import type { Site } from "../../constructs/site.ts";
import { memoizeByIdentity } from "../../model/memo.ts";

/** What a server of a site needs to know of its network, in the family that comes first. */
export interface NodeNetwork {
  /** Prefix length of the node network. */
  readonly prefix: number;
  readonly gateway: string;
  readonly dns: readonly string[];
  readonly ntp: readonly string[];
  /** The servers tag their frames; absent: untagged. */
  readonly vlan: number | undefined;
}

/** The network of the site's servers, worked out once; `site.network` has both families. */
export const nodeNetwork = memoizeByIdentity(({ network }: Site): NodeNetwork => {
  const [nodes = ""] = network.nodes;
  const [gateway = ""] = network.gateways;
  const { dns, ntp, vlan } = network;
  return { prefix: Number(nodes.slice(nodes.indexOf("/") + 1)), gateway, dns, ntp, vlan };
});
