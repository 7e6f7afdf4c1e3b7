/** What the contract of each family of engines asks of an engine of a fleet's own. */

import { changeFieldNames } from "../../constructs/site-fields.ts";
import { siteFields } from "../../engines/site-fields.ts";
import { isMapping } from "../../model/json-fields.ts";
import { effects } from "../../model/kinds/facts.ts";
import {
  type Expectation,
  flag,
  list,
  mapping,
  optional,
  pureFunction,
  type Shape,
  shapeFaults,
  text,
} from "./shape.ts";

const artifacts = pureFunction("a list of artifacts");
const objects = pureFunction("a list of objects");
const unsupported = pureFunction("a list of what was asked for and it cannot do");

const common: Shape = { name: text, kinds: mapping, namespaces: optional(list), filePulls: optional(mapping) };

/** By the keys of `engines` in flotilla.config.ts. */
const families: Readonly<Record<string, Shape>> = {
  provisioners: {
    ...common,
    fields: mapping,
    fieldChanges: mapping,
    makesClusters: flag,
    // For tests and docs alone.
    example: optional(mapping),
    siteLayers: optional(list),
    foundingState: optional(text),
    onManager: optional(pureFunction("what its pods may do")),
    unsupported,
    lower: artifacts,
    impliedImages: optional(pureFunction("a list of paths of images")),
    upgrade: optional(pureFunction("how servers get a new version")),
    traffic: optional(pureFunction("a list of what is said over the network")),
    enrolment: optional(mapping),
  },
  runtimes: {
    ...common,
    fields: mapping,
    fieldChanges: mapping,
    hasServices: flag,
    enforcesNetworkPolicies: flag,
    ownLabels: optional(list),
    // For tests and docs alone.
    example: optional(mapping),
    unsupported,
    lower: artifacts,
    version: pureFunction("its version"),
    onParent: optional(mapping),
    traffic: optional(pureFunction("a list of what is said over the network")),
    kubernetes: pureFunction("the oldest and the newest minor version of Kubernetes, or undefined"),
  },
  deliveries: {
    ...common,
    reconcile: objects,
    bootstrap: objects,
    agent: pureFunction("a chart"),
    chart: objects,
    tenantAccess: objects,
  },
  placements: { ...common, unsupported, lower: artifacts },
};

const hasEffect: Expectation = {
  expected: `a function or one of ${effects.join(", ")}`,
  holds: (value) => typeof value === "function" || (effects as readonly unknown[]).includes(value),
};
const kindFacts: Shape = { onChange: hasEffect, onRemoval: hasEffect, fixed: optional(list) };

/** @param name its key, which must be its name */
export function engineShapeFaults(family: string, name: string, engine: unknown): readonly string[] {
  const what = `engines.${family}.${name}`;
  const shape = families[family] ?? common;
  const faults = shapeFaults(what, engine, shape);
  if (!isMapping(engine)) return faults;
  return [
    ...(engine["name"] === name || typeof engine["name"] !== "string"
      ? []
      : [`${what}: found the name ${engine["name"]}, expected its own name as the key`]),
    ...faults,
    ...Object.entries(isMapping(engine["kinds"]) ? engine["kinds"] : {}).flatMap(([kind, facts]) =>
      shapeFaults(`${what}.kinds["${kind}"]`, facts, kindFacts),
    ),
    ...("fields" in shape ? silentFaults(`${what}.fields`, engine["fields"], siteFields, isLowering) : []),
    ...("fieldChanges" in shape
      ? silentFaults(`${what}.fieldChanges`, engine["fieldChanges"], changeFieldNames, isFieldRule)
      : []),
  ];
}

const isLowering: Expectation = {
  expected: '"lowered", "ignored" or { cannot, instead }',
  holds: (value) =>
    value === "lowered" ||
    value === "ignored" ||
    (isMapping(value) && typeof value["cannot"] === "string" && typeof value["instead"] === "string"),
};
const isFieldRule: Expectation = {
  expected: "{ mayChange, effect, remedy, source }, or cases and choose",
  holds: (value) =>
    isMapping(value) && (typeof value["mayChange"] === "boolean" || typeof value["choose"] === "function"),
};

/** Fields of which a table says nothing, or nothing that is known, as one fault: a newer Flotilla may have several new ones. */
function silentFaults(
  what: string,
  table: unknown,
  names: readonly string[],
  { holds, expected }: Expectation,
): readonly string[] {
  if (!isMapping(table)) return [];
  const silent = names.filter((name) => !holds(table[name]));
  return silent.length === 0 ? [] : [`${what}: found no word on ${silent.join(", ")}, expected ${expected}`];
}
