/** A field of the files that holds one value or one of each address family. */

type OneOrPair = string | readonly [ipv4: string, ipv6: string];

/** The values with IPv4 before IPv6; none for an absent field. */
export function valuesOf(field: OneOrPair | undefined): readonly string[] {
  if (field === undefined) return none;
  return typeof field === "string" ? [field] : field;
}

const none: readonly string[] = [];
