/** The text of a region's address lock: a line a site, in the order of names, so that Git merges it line by line. */

import type { AddressLine, ClusterLine, LockLines } from "../../model/address-lock-file.ts";

const HEAD = `# Written by flotilla allocate: a line a site, which keeps what it was given. Nobody edits it by hand.
`;

/** Clusters have a part of their own, and only where there are any. */
export function lockText({ sites, clusters }: LockLines): string {
  const part = (name: string, lines: ReadonlyMap<string, AddressLine | ClusterLine>) =>
    lines.size === 0
      ? `${name}: {}\n`
      : `${name}:\n${[...lines.keys()]
          .sort()
          .map((each) => `  ${keyText(each)}: ${lineText(lines.get(each) as AddressLine)}\n`)
          .join("")}`;
  return `${HEAD}${part("sites", sites)}${clusters.size > 0 ? part("clusters", clusters) : ""}`;
}

const order = ["team", "born", "nodes", "vlan", "pods", "services", "vip", "ingressVip", "controlPlanes"] as const;

function lineText(line: AddressLine & Partial<ClusterLine>): string {
  const fields = order.flatMap((name) => (line[name] === undefined ? [] : [`${name}: ${valueText(line[name])}`]));
  const names = Object.keys(line.hosts).sort();
  const own = names.map((name) => `${keyText(name)}: ${valueText(line.hosts[name])}`);
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
export function keyText(name: string): string {
  return /^[a-z](?!$)[-a-z0-9./]*$/.test(name) && !/^(true|false|null|yes|no|on|off)$/.test(name)
    ? name
    : JSON.stringify(name);
}
