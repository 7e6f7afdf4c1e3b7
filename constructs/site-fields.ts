/** Fields of a site of which another value may do harm to a living one: their values as text, and the shape of facts about them. */

import type { ByHandStep } from "../model/by-hand.ts";
import type { ChangeEffect } from "../model/kinds/facts.ts";
import type { Host } from "./host.ts";
import type { Site } from "./site.ts";

type Value = string | undefined;

/** Values of a whole site by the name of the field, as its file or that of its region says it. */
const ofSite = {
  "network.pods": ({ spec }: Site): Value => text(spec.network.pods),
  "network.services": ({ spec }: Site): Value => text(spec.network.services),
  "network.vip": ({ spec }: Site): Value => text(spec.network.vip),
  /** How many of its hosts have that role. */
  "control-planes": ({ controlPlanes }: Site): Value => String(controlPlanes.length),
  /** Of the cluster that the servers of a nodes site join, or that a cluster site reports to. */
  "hub.endpoint": parentEndpoint,
  /** The engine; where it reads from may change. */
  delivery: ({ region }: Site): Value => region.delivery,
} as const;

const ofHost = {
  machineId: ({ spec }: Host): Value => text(spec.machineId),
  role: ({ spec }: Host): Value => spec.role,
  address: ({ spec }: Host): Value => text(spec.address),
  mac: ({ mac }: Host): Value => mac,
  bmc: ({ bmc }: Host): Value => bmc?.address,
} as const;

type SiteFieldName = keyof typeof ofSite;
/** `name`: the same machine under another name. `added`, `removed`: the host comes or goes. */
type HostFieldName = keyof typeof ofHost | "name" | "added" | "removed";

/** The API server that servers of a site join, or that its cluster reports to; none where the site stands alone. */
export function parentEndpoint({ parent, region }: Site): string | undefined {
  return parent === "centre" ? region.fleet.spec.centre.endpoint : region.hub?.endpoint;
}

/** What another value of a field does to a living site. */
export interface FieldFacts {
  /** False: a change is refused before it is published. */
  readonly mayChange: boolean;
  readonly effect: ChangeEffect;
  /** The way round, or what to know of it where it may change. */
  readonly remedy: string;
  /** Where upstream says so. */
  readonly source: string;
  readonly steps?: (change: FieldValues) => readonly ByHandStep[];
}

/** Two values of a field of one site. */
export interface FieldValues {
  readonly site: Site;
  /** Name of the host, for a field of one. */
  readonly host?: string;
  readonly before: Value;
  readonly after: Value;
}

/** Facts that depend on the values. */
interface FieldCases<Case extends string = string> {
  /** By what the case is called: `to fewer`. */
  readonly cases: Readonly<Record<Case, FieldFacts>>;
  readonly choose: (values: FieldValues) => Case;
}

export type FieldRule = FieldFacts | FieldCases;

/** Ties the choice to the names of the cases. */
export function fieldCases<Case extends string>(
  cases: Readonly<Record<Case, FieldFacts>>,
  choose: (values: FieldValues) => Case,
): FieldCases {
  return { cases, choose: choose as FieldCases["choose"] };
}

/** The facts of two values. */
export function factsOf(rule: FieldRule, values: FieldValues): FieldFacts {
  return "choose" in rule ? (rule.cases[rule.choose(values)] as FieldFacts) : rule;
}

/** Every field, so that whoever makes a site says something of each. */
export type FieldChangeTable = Readonly<Record<Exclude<SiteFieldName, "delivery"> | HostFieldName, FieldRule>>;

/** The names of that table. */
export const changeFieldNames: readonly string[] = [
  ...Object.keys(ofSite).filter((name) => name !== "delivery"),
  ...Object.keys(ofHost),
  ...["name", "added", "removed"],
];

/** A field of a living site that has another value now. */
export interface FieldChange extends FieldValues, FieldFacts {
  /** `network.pods`, `hosts.sz-nanshan-01-a.mac`, `parameters.storageEngine`. */
  readonly field: string;
}

/**
 * The values of a site, for the inventory: what a later version is compared with.
 *
 * @param parameters names of those of which another value may do harm
 */
export function recordedFields(site: Site, parameters: readonly string[]): Readonly<Record<string, string>> {
  const own = Object.entries(ofSite).map(([name, value]) => [name, value(site)] as const);
  const hosts = site.hosts.flatMap((host) =>
    Object.entries(ofHost).map(([name, value]) => [`hosts.${host.name}.${name}`, value(host)] as const),
  );
  const values = site.parameters;
  const chosen = parameters.flatMap((name) =>
    name in values ? [[`parameters.${name}`, text(values[name])] as const] : [],
  );
  return Object.fromEntries(
    [...own, ...hosts, ...chosen].flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

/** One value, or several as a list. */
function text(value: unknown): Value {
  if (value === undefined || typeof value === "string") return value;
  return Array.isArray(value) ? value.join(", ") : JSON.stringify(value);
}
