/** Gateway, name servers, time servers and VLAN of a site's servers. */

import type { Site } from "../../constructs/site.ts";
import { memoizeByIdentity } from "../../model/memo.ts";
import { type Cidr, formatAddress, parseCidr } from "../../model/network.ts";
import { listParameter, textParameter } from "./host-parameters.ts";

/** What a server of a site needs to know of its network. */
export interface NodeNetwork {
  /** Prefix length of the node network. */
  readonly prefix: number;
  readonly gateway: string;
  readonly dns: readonly string[];
  readonly ntp: readonly string[];
  /** The servers tag their frames; absent: untagged. */
  readonly vlan: number | undefined;
}

/**
 * The network of the site's servers, worked out once. The gateway is the parameter `gateway` or else the first address
 * of the node network, or its last one where a server or the vip has the first; name servers are the parameter `dns` or else the gateway.
 */
export const nodeNetwork = memoizeByIdentity((site: Site): NodeNetwork => {
  // The loader admits nothing but networks with their host bits zero.
  const nodes = parseCidr(site.spec.network.nodes) as Cidr;
  const gateway = textParameter(site, "gateway") ?? usualGateway(site, nodes);
  const dns = listParameter(site, "dns");
  return {
    prefix: nodes.prefix,
    gateway,
    dns: dns.length > 0 ? dns : [gateway],
    ntp: listParameter(site, "ntp"),
    vlan: site.spec.network.vlan,
  };
});

/** Routers sit at one end of a network by custom. */
function usualGateway({ spec }: Site, nodes: Cidr): string {
  const [first, last] = [formatAddress(nodes.first + 1), formatAddress(nodes.last - 1)];
  const isTaken = spec.network.vip === first || spec.hosts.some(({ address }) => address === first);
  return isTaken ? last : first;
}
