/** What a rule of a fleet's own must be. */

import { isPolicyCode } from "../../model/diagnostic.ts";
import { isMapping } from "../../model/json-fields.ts";
import type { Rule, RuleScope } from "../../policies/rule.ts";
import { list, oneOf, optional, pureFunction, type Shape, shapeFaults, text } from "./shape.ts";

const scopes: Readonly<Record<RuleScope, true>> = {
  fleet: true,
  site: true,
  manifest: true,
  cluster: true,
  change: true,
  repository: true,
  file: true,
};

const shape: Shape = {
  scope: oneOf(Object.keys(scopes)),
  severity: oneOf(["error", "warning"]),
  title: text,
  help: text,
  check: pureFunction("a list of violations, empty when all is well"),
  kinds: optional(list),
};

/** @param base rules that are shipped, whose ids may be taken to replace them */
export function ruleFaults(base: readonly Rule[], rules: readonly unknown[]): readonly string[] {
  const seen = new Set<unknown>();
  return rules.flatMap((rule, index) => {
    const at = `policies.rules[${index}]`;
    if (!isMapping(rule)) return shapeFaults(at, rule, shape);
    const { id } = rule;
    if (typeof id !== "string" || !isPolicyCode(id))
      return [
        `${at}: found ${id === undefined ? "no id" : `the id ${String(id)}`}, expected <PREFIX>-<AREA>-<nnn>, like ACME-NET-001`,
      ];
    const isTaken = seen.has(id);
    seen.add(id);
    const isForeign = id.startsWith("FLT-") && !base.some((each) => each.id === id);
    return [
      ...shapeFaults(`rule ${id}`, rule, shape),
      ...(isTaken ? [`rule ${id}: found the id twice, expected one of its own for each rule`] : []),
      ...(isForeign
        ? [`rule ${id}: found a new rule with the prefix FLT-, expected one of your own: FLT- is Flotilla's`]
        : []),
    ];
  });
}
