/** The lines of a lock that a merge left with two sides: both are taken, and who was given the same twice is seen later. */

import { type AddressLine, addressLockSchema } from "../../model/address-lock-file.ts";
import { parseYaml } from "../load/parse-yaml.ts";

export interface MergedLines {
  readonly lines: ReadonlyMap<string, AddressLine>;
  /** Numbers of lines, from 1, that say nothing of a site. */
  readonly unread: readonly number[];
}

/** @param published lines that count where the two sides gave a site different networks; the first side otherwise */
export function mergedLines(text: string, published?: ReadonlyMap<string, AddressLine>): MergedLines {
  const lines = new Map<string, AddressLine>();
  const unread: number[] = [];
  for (const [index, line] of withoutMarkers(text).entries()) {
    if (/^\s*(#.*)?$|^sites:\s*(\{\})?\s*$/.test(line)) continue;
    const found = lineIn(line);
    if (!found) unread.push(index + 1);
    for (const [name, own] of Object.entries(found ?? {})) {
      const other = lines.get(name);
      lines.set(name, other ? joined(other, own, published?.get(name)) : own);
    }
  }
  return { lines, unread };
}

/** Empty in place of Git's marks, and of what both sides began with, which the style diff3 shows besides. */
function withoutMarkers(text: string): readonly string[] {
  let isBase = false;
  return text.split(/\r?\n/).map((line) => {
    const mark = /^(<{7}|\|{7}|={7}|>{7})( |$)/.exec(line)?.[1]?.[0];
    if (mark !== undefined) isBase = mark === "|";
    return mark !== undefined || isBase ? "" : line;
  });
}

function lineIn(line: string): Readonly<Record<string, AddressLine>> | undefined {
  const parsed = parseYaml("", line);
  const checked = "value" in parsed ? addressLockSchema.safeParse({ sites: parsed.value }) : undefined;
  return checked?.data?.sites;
}

/** Of one site with one network both sides may have new hosts. */
function joined(first: AddressLine, second: AddressLine, published: AddressLine | undefined): AddressLine {
  const [own, other] = String(second.nodes) === String(published?.nodes) ? [second, first] : [first, second];
  if (String(own.nodes) !== String(other.nodes)) return own;
  return { ...other, ...own, hosts: { ...other.hosts, ...own.hosts } };
}
