/** The short forms of a site that takes its addresses from the plan, written out before the file is checked. */

import { isMapping } from "../../model/json-fields.ts";

/**
 * `network: auto` becomes `{ nodes: auto }`, and a host of such a site without an address gets `address: auto`. So a host
 * that has none where it must state one is a fault of the schema like any other.
 *
 * @param value a zone file as it was read; it is not changed
 */
export function withAutoNetworks(value: unknown): unknown {
  if (!isMapping(value) || !Array.isArray(value["sites"])) return value;
  const sites: readonly unknown[] = value["sites"];
  const full = sites.map(fullSite);
  return full.some((site, index) => site !== sites[index]) ? { ...value, sites: full } : value;
}

function fullSite(site: unknown): unknown {
  if (!isMapping(site)) return site;
  const network = site["network"] === "auto" ? { nodes: "auto" } : site["network"];
  if (!isMapping(network) || network["nodes"] !== "auto") return site;
  const hosts: unknown = site["hosts"];
  return { ...site, network, ...(Array.isArray(hosts) && { hosts: hosts.map(fullHost) }) };
}

function fullHost(host: unknown): unknown {
  if (!isMapping(host)) return host;
  const nodes: unknown = host["nodes"];
  return { address: "auto", ...host, ...(Array.isArray(nodes) && { nodes: nodes.map(fullNode) }) };
}

function fullNode(node: unknown): unknown {
  return isMapping(node) ? { address: "auto", ...node } : node;
}
