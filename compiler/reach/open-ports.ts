/** Ports that rules of NetworkPolicies open. */

import { mappings } from "../../model/json-fields.ts";

/** Numbers in a row of one protocol. */
interface PortRange {
  readonly protocol: string;
  readonly first: number;
  readonly last: number;
}

/** A port by the name that the pod gives it. */
interface NamedPort {
  readonly protocol: string;
  readonly name: string;
}

/** `any`: every port of every protocol. */
export type OpenPorts = "any" | readonly (PortRange | NamedPort)[];

const LAST = 65_535;

/** Of one rule: without `ports` it opens all, a port without a number all of its protocol, and `endPort` ends a range. */
export function portsOf(rule: Readonly<Record<string, unknown>>): OpenPorts {
  const ports = mappings(rule["ports"]);
  if (ports.length === 0) return "any";
  return ports.map(({ port, endPort, protocol: own = "TCP" }) => {
    const protocol = String(own);
    if (port === undefined) return { protocol, first: 1, last: LAST };
    if (typeof port !== "number") return { protocol, name: String(port) };
    return { protocol, first: port, last: typeof endPort === "number" ? endPort : port };
  });
}

export function either(a: OpenPorts, b: OpenPorts): OpenPorts {
  return a === "any" || b === "any" ? "any" : [...a, ...b];
}

/** What both open. Nobody knows the number of a named port here, so any number may be its. */
export function common(a: OpenPorts, b: OpenPorts): OpenPorts {
  if (a === "any") return b;
  return b === "any" ? a : a.flatMap((one) => b.flatMap((other) => both(one, other) ?? []));
}

function both(one: PortRange | NamedPort, other: PortRange | NamedPort): PortRange | NamedPort | undefined {
  if (one.protocol !== other.protocol) return undefined;
  if ("name" in one) return "name" in other && one.name !== other.name ? undefined : one;
  if ("name" in other) return other;
  const [first, last] = [Math.max(one.first, other.first), Math.min(one.last, other.last)];
  return first <= last ? { protocol: one.protocol, first, last } : undefined;
}

/** `8080/TCP`, `30000-32767/TCP`, `http/TCP`, `any/TCP`: each once, sorted; what lies inside of another is left out. */
export function portTexts(ports: Exclude<OpenPorts, "any">): readonly string[] {
  const ranges = ports.filter((each) => "first" in each).toSorted((a, b) => a.first - b.first || b.last - a.last);
  const merged: PortRange[] = [];
  for (const range of ranges) {
    const at = merged.findIndex(({ protocol, last }) => protocol === range.protocol && range.first <= last);
    const known = merged[at];
    if (known) merged[at] = { ...known, last: Math.max(known.last, range.last) };
    else merged.push(range);
  }
  const names = ports.flatMap((each) => ("name" in each ? [`${each.name}/${each.protocol}`] : []));
  return [...new Set([...names, ...merged.map(rangeText)])].sort();
}

function rangeText({ protocol, first, last }: PortRange): string {
  if (first === last) return `${first}/${protocol}`;
  return first === 1 && last === LAST ? `any/${protocol}` : `${first}-${last}/${protocol}`;
}
