/** The schema of a host's network interfaces, in the words of nmstate. */

import { z } from "zod";
import { address, cidr, interfaceAddress, mac } from "./address-scalars.ts";
import { interfaceName, vlan } from "./scalars.ts";

export const mtuSchema = z
  .int("an MTU from 576 to 65535")
  .min(576, "an MTU from 576 to 65535")
  .max(65535, "an MTU from 576 to 65535");

export const routeSchema = z.strictObject({
  destination: cidr,
  /** The next hop; of the destination's family. */
  gateway: address,
  metric: z.int("a whole number").min(0, "zero or more").max(4294967295, "at most 4294967295").optional(),
});

/** Modes as the kernel and nmstate name them. */
const bondModes = [
  "balance-rr",
  "active-backup",
  "balance-xor",
  "broadcast",
  "802.3ad",
  "balance-tlb",
  "balance-alb",
] as const;

const types = ["ethernet", "bond", "vlan", "linux-bridge"] as const;

const interfaceSchema = z
  .strictObject({
    name: interfaceName,
    type: z.enum(types),
    /** An ethernet interface with a MAC address is found by it, and by its name otherwise. */
    mac: mac.optional(),
    /** bond and linux-bridge: the interfaces that belong to it; vlan: the one that it lies on. */
    members: z.array(interfaceName).optional(),
    /** Of a bond. */
    mode: z.enum(bondModes).optional(),
    /** Of a vlan. */
    id: vlan.optional(),
    mtu: mtuSchema.optional(),
    addresses: z.array(interfaceAddress).optional(),
    routes: z.array(routeSchema).optional(),
  })
  .superRefine((each, context) => {
    for (const [key, expected] of needs[each.type]) {
      if (each[key] === undefined) context.addIssue({ code: "custom", path: [key], message: expected });
    }
    for (const key of foreign[each.type]) {
      if (each[key] === undefined) continue;
      context.addIssue({ code: "custom", path: [key], message: `no ${key} at an interface of type ${each.type}` });
    }
    if (each.type === "vlan" && each.members !== undefined && each.members.length !== 1) {
      context.addIssue({ code: "custom", path: ["members"], message: "the one interface that the VLAN lies on" });
    }
  });

type Key = "members" | "mode" | "id";
type Type = (typeof types)[number];

const needs: Readonly<Record<Type, readonly (readonly [Key, string])[]>> = {
  ethernet: [],
  bond: [
    ["members", "the interfaces of the bond"],
    ["mode", `one of ${bondModes.join(", ")}`],
  ],
  vlan: [
    ["members", "the one interface that the VLAN lies on"],
    ["id", "a VLAN id from 1 to 4094"],
  ],
  "linux-bridge": [["members", "the interfaces of the bridge"]],
};

const foreign: Readonly<Record<Type, readonly Key[]>> = {
  ethernet: ["members", "mode", "id"],
  bond: ["id"],
  vlan: ["mode"],
  "linux-bridge": ["mode", "id"],
};

/** All interfaces of a host, each name once and every member among them. */
export const interfacesSchema = z
  .array(interfaceSchema)
  .min(1, "at least one interface")
  .superRefine((interfaces, context) => {
    const names = interfaces.map(({ name }) => name);
    for (const [index, { name, members = [] }] of interfaces.entries()) {
      if (names.indexOf(name) !== index) {
        context.addIssue({ code: "custom", path: [index, "name"], message: "a name that no other interface has" });
      }
      for (const [at, member] of members.entries()) {
        if (member !== name && names.includes(member)) continue;
        const others = names.filter((each) => each !== name);
        const message = `the name of another interface of the host, one of ${others.join(", ") || "none"}`;
        context.addIssue({ code: "custom", path: [index, "members", at], message });
      }
    }
  });

export type RouteSpec = z.output<typeof routeSchema>;
export type InterfaceSpec = z.output<typeof interfaceSchema>;
