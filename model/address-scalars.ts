/** Addresses, networks and hosts as scalars, each with the expectation that a fault report prints. */

import { z } from "zod";
import { isIpv6, parseAddress, parseCidr, parseInterfaceAddress } from "./network.ts";
import { addressFault, isHost, networkFault } from "./special-addresses.ts";

const ADDRESS = "an IP address, like 10.44.12.11 or fd00:44:12::11";
const anyAddress = z.string().refine((text) => parseAddress(text) !== undefined, ADDRESS);

/** Of one machine; may be link-local, as those of routers are. */
export const address = anyAddress.superRefine((text, context) => {
  const message = addressFault(text, true);
  if (message) context.addIssue({ code: "custom", message });
});

export const cidr = z
  .string()
  .refine(
    (text) => parseCidr(text) !== undefined,
    "a network with its host bits zero, like 10.44.12.0/26 or fd00:44:12::/64",
  );

/** Address of an interface with the length of its network's prefix. */
export const interfaceAddress = z
  .string()
  .refine(
    (text) => parseInterfaceAddress(text) !== undefined,
    "an address with its prefix length, like 10.44.12.11/26 or fd00:44:12::11/64",
  )
  .superRefine((text, context) => {
    const message = addressFault(text.split("/")[0] ?? "", true);
    if (message) context.addIssue({ code: "custom", message });
  });

/** One value, or one of each family with IPv4 first. */
const oneOrPair = (scalar: typeof anyAddress, expectation: string, faultOf: (text: string) => string | undefined) =>
  z
    .union(
      [scalar, z.tuple([scalar, scalar]).refine(([first, second]) => !isIpv6(first) && isIpv6(second), expectation)],
      { error: expectation },
    )
    .superRefine((given, context) => {
      for (const [index, text] of [given].flat().entries()) {
        const message = faultOf(text);
        if (message) context.addIssue({ code: "custom", path: Array.isArray(given) ? [index] : [], message });
      }
    });

/** What a field with addresses expects. */
export const ADDRESSES = `${ADDRESS}, or a pair of both with IPv4 first`;

/** Of a server, a node or a service. */
export const addresses = oneOrPair(anyAddress, ADDRESSES, (text) => addressFault(text));

/** Of a router, which IPv6 knows by its link-local address. */
export const gateways = oneOrPair(anyAddress, ADDRESSES, (text) => addressFault(text, true));

/** What a field with networks expects. */
export const NETWORKS =
  "a network with its host bits zero, like 10.44.12.0/26 or fd00:44:12::/64, or a pair of both with IPv4 first";

/** Of servers, pods or services. */
export const cidrs = oneOrPair(cidr, NETWORKS, networkFault);

/** RFC 1123 subdomain, or an address. */
export const hostOrAddress = z
  .string()
  .regex(
    /^(?=.{1,253}$)([A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?)(\.[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?)*$|^[0-9a-fA-F:]{2,39}$/,
    "the name or address of a host, like ntp.panji.example or 10.44.0.1",
  )
  .refine(isHost, "the name of a host, or an address of four numbers up to 255, like 10.44.0.1");

export const mac = z
  .string()
  .regex(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/, "a lower-case MAC address, like 02:44:0c:00:00:01")
  // The lowest bit of the first byte is that of groups (IEEE 802), which broadcast is one of.
  .refine((text) => Number.parseInt(text.slice(0, 2), 16) % 2 === 0 && text !== "00:00:00:00:00:00", {
    error: "the MAC address of one card, like 02:44:0c:00:00:01: not all zeros, and an even first byte",
  });
