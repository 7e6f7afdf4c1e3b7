/** Which connections go by the proxy of a site. */

import type { SiteProxy } from "../../../constructs/site-network.ts";
import { holdsAddress, parseAddress, parseCidr } from "../../../model/network.ts";

/**
 * The proxy for a URL as Go's programs choose it (golang.org/x/net/http/httpproxy): that of the URL's own scheme, so none for
 * `ssh:`, and none for a host that `noProxy` names.
 *
 * @param host of the URL, lower case
 * @returns URL of the proxy; undefined: straight there
 */
export function proxyFor(url: string, host: string, proxy: SiteProxy | undefined): string | undefined {
  const [, scheme = ""] = /^([a-z]+):/i.exec(url) ?? [];
  const own = { http: proxy?.http, https: proxy?.https }[scheme.toLowerCase()];
  return own === undefined || proxy?.noProxy.some((entry) => covers(entry.toLowerCase(), host)) ? undefined : own;
}

/** A name covers itself and what is below it, one with a dot before it only what is below. */
function covers(entry: string, host: string): boolean {
  const address = parseAddress(host);
  if (address === undefined) return host === entry || host.endsWith(entry.startsWith(".") ? entry : `.${entry}`);
  const network = parseCidr(entry);
  return network ? holdsAddress(network, address) : parseAddress(entry) === address;
}
