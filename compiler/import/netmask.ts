/** Addresses and masks as lists of servers have them. */

import { parseAddress, parseInterfaceAddress } from "../../model/network.ts";

/** `10.0.0.1/24` without its prefix, which the network of the nodes has. */
export function plainAddress(text: string): string {
  return parseInterfaceAddress(text) ? (text.split("/")[0] ?? text) : text;
}

/** Of `255.255.255.0`, `/24` or `24`. */
export function prefixLength(text: string): number | undefined {
  const short = /^\/?(\d{1,2})$/.exec(text)?.[1];
  if (short !== undefined) return Number(short) <= 32 ? Number(short) : undefined;
  const mask = text.includes(":") ? undefined : parseAddress(text);
  if (typeof mask !== "number") return undefined;
  const bits = mask.toString(2).padStart(32, "0");
  return /^1*0*$/.test(bits) ? bits.replaceAll("0", "").length : undefined;
}
