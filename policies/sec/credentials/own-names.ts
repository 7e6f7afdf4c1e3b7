/** Makes names in texts alike where a text says that they are names: of sites, servers and VLANs. */

import { withEqualAddresses } from "./addresses.ts";

/** Values of identity labels, as a mapping of YAML or as an argument has them. Longer ones are no names of a fleet. */
const label =
  /(?<![\w./-])(flotilla\.dev\/(?:fleet|region|zone|site|profile|layer)(?:=|: ))[a-z0-9][a-z0-9.@-]{0,39}(?![\w.@/+-])/g;
/** Names of servers: `hostname: NAME`, `nodeName: NAME`, `hostnameOverride: NAME`, `--edgenode-name=NAME`. */
const server =
  /(?<![A-Za-z])((?:host-?[Nn]ame(?:Override)?|(?:edge)?node-?[Nn]ame)(?:=|: ))[a-z0-9][a-z0-9-]{0,24}(?![\w.@/+-])/g;
const vlan = /(?<![\w.-])(vlan|"vlan_id":)(\d{1,4})(?![\w.-])/g;

/** The same text with one name in the place of each, and with equal addresses: what is left tells a credential from nothing. */
export function withEqualNames(text: string): string {
  const labelled = text.includes("flotilla.dev/") ? text.replace(label, "$1name") : text;
  const served = /[Nn]ame/.test(labelled) ? labelled.replace(server, "$1name") : labelled;
  const linked = served.includes("vlan")
    ? served.replace(vlan, (_, start: string, id: string) => start + "0".repeat(id.length))
    : served;
  return withEqualAddresses(linked);
}
