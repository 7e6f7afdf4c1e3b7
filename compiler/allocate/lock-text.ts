/** The text of a region's address lock: a line a site, in the order of names, so that Git merges it line by line. */

import type { AddressLine } from "../../model/address-lock-file.ts";

const HEAD = `# Written by flotilla allocate: a line a site, which keeps what it was given. Nobody edits it by hand.
`;

/** @param lines by the name of the site */
export function lockText(lines: ReadonlyMap<string, AddressLine>): string {
  const names = [...lines.keys()].sort();
  if (names.length === 0) return `${HEAD}sites: {}\n`;
  return `${HEAD}sites:\n${names.map((name) => `  ${key(name)}: ${lineText(lines.get(name) as AddressLine)}\n`).join("")}`;
}

function lineText({ hosts, ...line }: AddressLine): string {
  const order = ["nodes", "vlan", "pods", "services", "vip", "ingressVip"] as const;
  const fields = order.flatMap((name) => (line[name] === undefined ? [] : [`${name}: ${valueText(line[name])}`]));
  const names = Object.keys(hosts).sort();
  const own = names.map((name) => `${key(name)}: ${valueText(hosts[name])}`);
  return `{ ${[...fields, ...(own.length > 0 ? [`hosts: { ${own.join(", ")} }`] : [])].join(", ")} }`;
}

function valueText(value: string | number | readonly string[] | undefined): string {
  return Array.isArray(value) ? `[${value.map(scalar).join(", ")}]` : scalar(value as string | number);
}

/** IPv6 has colons, which end a key inside of brackets. */
function scalar(value: string | number): string {
  return typeof value === "string" && value.includes(":") ? JSON.stringify(value) : String(value);
}

/** A name such as `1e3` or `no` is read as something else where it has no quotes. */
function key(name: string): string {
  return /^[a-z](?!$)[-a-z0-9./]*$/.test(name) && !/^(true|false|null|yes|no|on|off)$/.test(name)
    ? name
    : JSON.stringify(name);
}
