/** The lines of a lock that a merge left with two sides: both are taken, and who was given the same twice is seen later. */

import type { z } from "zod";
import {
  type AddressLine,
  addressLockSchema,
  type ClusterLine,
  type LockLines,
} from "../../model/address-lock-file.ts";
import { parseYaml } from "../load/parse-yaml.ts";

export interface MergedLines {
  readonly lines: LockLines;
  /** Numbers of lines, from 1, that say nothing of a site. */
  readonly unread: readonly number[];
}

/** @param published lines that count where the two sides gave a site different networks; the first side otherwise */
export function mergedLines(text: string, published?: LockLines): MergedLines {
  const sites = new Map<string, AddressLine>();
  const clusters = new Map<string, ClusterLine>();
  const unread: number[] = [];
  for (const [index, line] of withoutMarkers(text).entries()) {
    if (/^\s*(#.*)?$|^(sites|clusters):\s*(\{\})?\s*$/.test(line)) continue;
    const found = lineIn(line);
    if (!found) unread.push(index + 1);
    add(sites, found?.sites ?? {}, published?.sites);
    add(clusters, found?.clusters ?? {}, published?.clusters);
  }
  return { lines: { sites, clusters }, unread };
}

function add<L extends AddressLine>(
  lines: Map<string, L>,
  found: Readonly<Record<string, L>>,
  published: ReadonlyMap<string, L> | undefined,
): void {
  for (const [name, own] of Object.entries(found)) {
    const other = lines.get(name);
    lines.set(name, other ? joined(other, own, published?.get(name)) : own);
  }
}

/** Empty in place of Git's marks, and of what both sides began with, which the style diff3 shows besides. */
export function withoutMarkers(text: string): readonly string[] {
  let isBase = false;
  return text.split(/\r?\n/).map((line) => {
    const mark = /^(<{7}|\|{7}|={7}|>{7})( |$)/.exec(line)?.[1]?.[0];
    if (mark !== undefined) isBase = mark === "|";
    return mark !== undefined || isBase ? "" : line;
  });
}

/** A line by itself does not say which part it is of, and a cluster's has its day. */
function lineIn(line: string): z.output<typeof addressLockSchema> | undefined {
  const parsed = parseYaml("", line);
  if (!("value" in parsed)) return undefined;
  const part = / born: /.test(line) ? "clusters" : "sites";
  return addressLockSchema.safeParse({ [part]: parsed.value }).data;
}

/** Of one site with one network both sides may have new hosts. */
function joined<L extends AddressLine>(first: L, second: L, published: L | undefined): L {
  const [own, other] = String(second.nodes) === String(published?.nodes) ? [second, first] : [first, second];
  if (String(own.nodes) !== String(other.nodes)) return own;
  return { ...other, ...own, hosts: { ...other.hosts, ...own.hosts } };
}
