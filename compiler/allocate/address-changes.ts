/** What one lock has otherwise than another, for whoever reads the change. */

import type { AddressLine } from "../../model/address-lock-file.ts";

export interface AddressChange {
  readonly site: string;
  /** `added`, `removed`: the whole line. `moved`: it had another value. `given`, `freed`: one value more or less. */
  readonly kind: "added" | "removed" | "moved" | "given" | "freed";
  /** `nodes`, `vlan`, `host NAME`, ...; of a whole line `nodes`. */
  readonly field: string;
  readonly before?: string;
  readonly after?: string;
}

type Lines = ReadonlyMap<string, AddressLine>;

/** In the order of sites, and within a site in that of its line. */
export function changesBetween(before: Lines, after: Lines): readonly AddressChange[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((site) => lineChanges(site, before.get(site), after.get(site)));
}

function lineChanges(
  site: string,
  was: AddressLine | undefined,
  is: AddressLine | undefined,
): readonly AddressChange[] {
  if (!was && is) return [{ site, kind: "added", field: "nodes", after: textOf(is.nodes) }];
  if (was && !is) return [{ site, kind: "removed", field: "nodes", before: textOf(was.nodes) }];
  const [old, now] = [valuesOf(was), valuesOf(is)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((field): readonly AddressChange[] => {
    const [before, after] = [old.get(field), now.get(field)];
    if (before === after) return [];
    if (before === undefined) return [{ site, kind: "given", field, after: after as string }];
    if (after === undefined) return [{ site, kind: "freed", field, before }];
    return [{ site, kind: "moved", field, before, after }];
  });
}

function valuesOf(line: AddressLine | undefined): ReadonlyMap<string, string> {
  const { hosts = {}, ...rest } = line ?? {};
  return new Map([
    ...Object.entries(rest).flatMap(([field, value]) => (value === undefined ? [] : [[field, textOf(value)] as const])),
    ...Object.entries(hosts).map(([name, value]) => [`host ${name}`, textOf(value)] as const),
  ]);
}

function textOf(value: string | number | readonly string[]): string {
  return [value].flat().join(", ");
}
