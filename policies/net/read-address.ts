/** Reads the addresses of a whole fleet in a few milliseconds. */

import { type Address, type Cidr, parseAddress, parseCidr } from "../../model/network.ts";

/**
 * Reads the addresses of a whole fleet, a hundred thousand of them, in a few milliseconds. It knows
 * nothing but four plain numbers with dots between; whatever else, IPv6 among it, it meets goes to the model's own
 * reader, which decides.
 *
 * @throws RangeError for a text that is no address
 */
export function requireAddress(text: string): Address {
  const address = plainAddress(text, text.length) ?? parseAddress(text);
  if (address === undefined) throw new RangeError(`${text} is not an IP address`);
  return address;
}

/** @throws RangeError for a text that is no network */
export function requireCidr(text: string): Cidr {
  const network = plainCidr(text) ?? parseCidr(text);
  if (!network) throw new RangeError(`${text} is not a network with its host bits zero`);
  return network;
}

const DOT = 46;
const ZERO = 48;

function plainAddress(text: string, end: number): number | undefined {
  let address = 0;
  let octet = 0;
  let digits = 0;
  let dots = 0;
  for (let at = 0; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === DOT) {
      if (digits === 0 || octet > 255) return undefined;
      address = address * 256 + octet;
      octet = 0;
      digits = 0;
      dots += 1;
    } else {
      // A leading zero is left to the model.
      if (code < ZERO || code > ZERO + 9 || (digits > 0 && octet === 0)) return undefined;
      octet = octet * 10 + code - ZERO;
      digits += 1;
    }
  }
  return dots === 3 && digits > 0 && octet <= 255 ? address * 256 + octet : undefined;
}

function plainCidr(text: string): Cidr | undefined {
  const slash = text.indexOf("/");
  const length = text.length - slash - 1;
  if (slash < 0 || length < 1 || length > 2) return undefined;
  const tens = length === 2 ? text.charCodeAt(slash + 1) - ZERO : 0;
  const ones = text.charCodeAt(text.length - 1) - ZERO;
  const prefix = tens * 10 + ones;
  if (tens < 0 || tens > 3 || ones < 0 || ones > 9 || prefix > 32 || (length === 2 && tens === 0)) return undefined;
  const first = plainAddress(text, slash);
  const size = 2 ** (32 - prefix);
  return first === undefined || first % size !== 0 ? undefined : { first, last: first + size - 1, prefix };
}
