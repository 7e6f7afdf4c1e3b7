/** The schema of a region's network plan: what sites with `network: auto` get their networks and VLANs from. */

import { z } from "zod";
import { cidrs } from "./address-scalars.ts";
import { isIpv6, parseCidr } from "./network.ts";
import { vlan } from "./scalars.ts";

const SIZE = "a prefix length, like 26, or a pair of both families with IPv4 first";
const prefixLength = z.int(SIZE).min(1, SIZE).max(128, SIZE);
const size = z.union([prefixLength, z.tuple([prefixLength, prefixLength])], { error: SIZE });

/** A range out of which every site gets a network of its own. */
const cutSchema = z.strictObject({ from: cidrs, size }).superRefine(({ from, size }, context) => {
  for (const message of sizeFaults(from, size)) context.addIssue({ code: "custom", path: ["size"], message });
});

const RANGE = "a network for all sites alike, or { from: 10.128.0.0/10, size: 18 } to cut one out for each";
const rangeSchema = z.union([cidrs, cutSchema], { error: RANGE });

/** The smallest site network has the network and broadcast addresses, three that are kept, and room for three servers. */
const LONGEST = { ipv4: 29, ipv6: 125 } as const;

export const networkPlanSchema = z
  .strictObject({
    /** Where node networks of sites are cut from, inside the supernet; one value or a pair (IPv4, IPv6). */
    nodes: cidrs,
    /** Prefix length of a site's node network, one for each family of `nodes`. */
    size,
    /** VLANs that sites get, both ends included; absent: they are untagged. */
    vlans: z
      .strictObject({ from: vlan, to: vlan })
      .refine(({ from, to }) => from <= to, "from a smaller VLAN to a larger one, like { from: 100, to: 3999 }")
      .optional(),
    /** Of cluster sites; absent: the distribution's own. */
    pods: rangeSchema.optional(),
    services: rangeSchema.optional(),
  })
  .superRefine(({ nodes, size }, context) => {
    const faults = sizeFaults(nodes, size);
    const long = faults.length === 0 ? longSize(nodes, size) : undefined;
    for (const message of [...faults, ...(long === undefined ? [] : [long])])
      context.addIssue({ code: "custom", path: ["size"], message });
  });

type Size = z.output<typeof size>;
type Networks = z.output<typeof cidrs>;

function sizeFaults(networks: Networks, size: Size): readonly string[] {
  const [texts, sizes] = [[networks].flat(), [size].flat()];
  if (texts.length !== sizes.length)
    return [
      texts.length === 1 ? "one prefix length, as it is cut from one network" : "a pair, as it is cut from a pair",
    ];
  return texts.flatMap((text, index) => {
    const [prefix = 0, length = 0] = [parseCidr(text)?.prefix, sizes[index]];
    const most = isIpv6(text) ? 128 : 32;
    return length >= prefix && length <= most
      ? []
      : [`a prefix length from ${prefix} to ${most}, as it is cut from ${text}`];
  });
}

function longSize(networks: Networks, size: Size): string | undefined {
  const sizes = [size].flat();
  const most = (text: string) => (isIpv6(text) ? LONGEST.ipv6 : LONGEST.ipv4);
  const wrong = [networks].flat().find((text, index) => (sizes[index] ?? 0) > most(text));
  return wrong && `a prefix length of at most ${most(wrong)}: gateway, two virtual addresses and three servers`;
}

export type NetworkPlanSpec = z.output<typeof networkPlanSchema>;
/** Networks for all sites alike, or a range to cut from. */
export type PlannedRange = NonNullable<NetworkPlanSpec["pods"]>;
