import type { Site } from "../../../constructs/site.ts";
import { isIpv6 } from "../../../model/network.ts";

/**
 * The address at which every server of a site reaches its own API server: the loopback of the family of its services
 * (k3s pkg/daemons/config/types.go, Loopback); certificates name both.
 */
export function loopback({ network: { nodes } }: Pick<Site, "network">): string {
  // Services are of IPv6 alone where servers are (unsupported.ts), and of two families IPv4 comes first.
  return nodes.every(isIpv6) ? "::1" : "127.0.0.1";
}
