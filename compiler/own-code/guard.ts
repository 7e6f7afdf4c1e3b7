/** Holds what a fleet's own engines and rules answer to their contracts: what is wrong is told as theirs, by their names. */

import { isMapping } from "../../model/json-fields.ts";
import type { KindTable } from "../../model/kinds/facts.ts";
import { OwnCodeError } from "../../model/own-code-error.ts";
import { trafficEnds } from "../../model/traffic.ts";
import type { Rule } from "../../policies/rule.ts";
import { artifactFault, objectsFault } from "./artifact-shape.ts";
import { described, type Expectation, list, mapping, optional, type Shape, shapeFaults, text } from "./shape.ts";

/** What is wrong with an answer; undefined when nothing is. */
type Fault = (answer: unknown, kinds: KindTable) => string | undefined;

const unsupported: Shape = { requested: text, alternative: text };
const end: Expectation = {
  expected: `one of ${trafficEnds.join(", ")}`,
  holds: (value) => (trafficEnds as readonly unknown[]).includes(value),
};
const traffic: Shape = { from: end, to: end, ports: optional(list), purpose: text };
const violation: Shape = {
  message: text,
  subject: optional(text),
  others: optional(list),
  at: optional({
    expected: "a place in a file, as sourceAt gives it",
    holds: (value) => isMapping(value) && typeof value["file"] === "string" && Array.isArray(value["path"]),
  }),
  hint: optional(text),
  mend: optional({
    expected: "a title and edits, as writeValue gives them",
    holds: (value) => isMapping(value) && typeof value["title"] === "string" && Array.isArray(value["edits"]),
  }),
};
const chart: Shape = { name: text, namespace: text, source: mapping, values: mapping };

/** The first fault of the items; a Promise, and whatever else is no list, is one of the whole. */
function listOf(items: string, faultOf: (item: unknown, index: number, kinds: KindTable) => string | undefined): Fault {
  return (answer, kinds) => {
    if (!Array.isArray(answer)) {
      const why = answer instanceof Promise ? ": it answers at once and waits for nothing" : "";
      return `found ${described(answer)}, expected a list of ${items}${why}`;
    }
    for (const [index, item] of answer.entries()) {
      const fault = faultOf(item, index, kinds);
      if (fault !== undefined) return fault;
    }
    return undefined;
  };
}

const objects: Fault = (answer, kinds) =>
  listOf("objects", () => undefined)(answer, kinds) ?? objectsFault("objects", answer as readonly unknown[], kinds);

/** By the functions of the contracts. */
const answers: Readonly<Record<string, Fault>> = {
  unsupported: listOf("what it cannot do", (item, index) => shapeFaults(`item ${index + 1}`, item, unsupported)[0]),
  lower: listOf("artifacts", artifactFault),
  traffic: listOf("what is said over the network", (item, index) => shapeFaults(`item ${index + 1}`, item, traffic)[0]),
  reconcile: objects,
  bootstrap: objects,
  chart: objects,
  tenantAccess: objects,
  agent: (answer) => shapeFaults("the chart", answer, chart)[0],
  version: (answer) =>
    typeof answer === "string" ? undefined : `found ${described(answer)}, expected text like 1.23.1`,
};

/**
 * The engine with its answers looked at. What it inherits stays, so that it may be an instance of a class.
 *
 * @param at where flotilla.config.ts names it
 * @param kinds asked when an answer comes: those of all engines are known only then
 */
export function guardedEngine<E extends object>(engine: E, at: string, kinds: () => KindTable): E {
  const guarded = Object.create(engine) as Record<string, unknown>;
  for (const [name, faultOf] of Object.entries(answers)) {
    const own = (engine as Readonly<Record<string, unknown>>)[name];
    if (typeof own !== "function") continue;
    guarded[name] = (...args: readonly unknown[]): unknown => {
      const answer: unknown = own.apply(engine, args);
      const fault = faultOf(answer, kinds());
      if (fault !== undefined) throw new OwnCodeError(`${name} of ${at} in flotilla.config.ts: ${fault}`);
      return answer;
    };
  }
  return guarded as E;
}

const violations = listOf("violations", (item, index) => shapeFaults(`violation ${index + 1}`, item, violation)[0]);

export function guardedRule(rule: Rule): Rule {
  const check = (thing: never, facts: never): unknown => {
    const answer: unknown = (rule.check as (thing: never, facts: never) => unknown).call(rule, thing, facts);
    const fault = violations(answer, {});
    if (fault !== undefined) throw new OwnCodeError(`check of ${rule.id} in flotilla.config.ts: ${fault}`);
    return answer;
  };
  return { ...rule, check } as Rule;
}
