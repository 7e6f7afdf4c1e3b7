/** Runs the rules on manifests once for each distinct object and context. */

import type { KubernetesObject } from "../model/manifest.ts";
import { memoizeShared } from "../model/memo.ts";
import type { ManifestContext, ManifestRule, Rule, RuleViolation } from "./rule.ts";
import { none, violations } from "./violation.ts";

/** All violations of the objects of one folder, with layer and name of the object in each message. */
export type ManifestEvaluator = (
  objects: readonly KubernetesObject[],
  context: ManifestContext,
) => readonly RuleViolation[];

/**
 * Makes an evaluator that keeps its results. Folders with equal content are one list of objects, shared by all
 * sites that have it; a list that was evaluated in the same context (both by identity) costs one look-up.
 * In lists that differ from site to site, objects that rules search from end to end are kept one
 * by one; for all others the look-up would cost more than the evaluation.
 * Lists and objects must not change after they were evaluated.
 */
export function createManifestEvaluator(rules: readonly Rule[]): ManifestEvaluator {
  const rulesOf = rulesByKind(rules.filter((rule) => rule.scope === "manifest"));
  const evaluateObject = (object: KubernetesObject, context: ManifestContext): readonly RuleViolation[] =>
    joined(rulesOf(object.kind).rules, (rule) => evaluateRule(rule, object, context));
  const evaluateOnce = memoizeShared(evaluateObject);
  return memoizeShared((objects: readonly KubernetesObject[], context: ManifestContext) =>
    joined(objects, (object) => (rulesOf(object.kind).searches ? evaluateOnce : evaluateObject)(object, context)),
  );
}

/** Like flatMap, without a new list while there is nothing to put into it, which is nearly always. */
function joined<T>(items: readonly T[], evaluateItem: (item: T) => readonly RuleViolation[]): readonly RuleViolation[] {
  let all: readonly RuleViolation[] = none;
  for (const item of items) {
    const own = evaluateItem(item);
    if (own.length > 0) all = [...all, ...own];
  }
  return all;
}

function evaluateRule(
  rule: ManifestRule,
  object: KubernetesObject,
  context: ManifestContext,
): readonly RuleViolation[] {
  const found = violations(rule, "it", rule.check, object, context);
  if (found.length === 0) return none;
  const part = title(object, context);
  return found.map(({ violation, ...of }) => ({
    ...of,
    violation: { ...violation, part, message: `${part}: ${violation.message}` },
  }));
}

/** `layer cilium, DaemonSet kube-system/cilium`: equal for all sites that share the object. */
function title({ kind, metadata }: KubernetesObject, { layer }: ManifestContext): string {
  const name = metadata.namespace ? `${metadata.namespace}/${metadata.name}` : metadata.name;
  return `layer ${layer}, ${kind} ${name}`;
}

interface RulesOfKind {
  readonly rules: readonly ManifestRule[];
  /** One of them looks at all kinds but a few, which it does to search the whole object. */
  readonly searches: boolean;
}

function rulesByKind(rules: readonly ManifestRule[]): (kind: string) => RulesOfKind {
  const byKind = new Map<string, RulesOfKind>();
  return (kind) => {
    let selected = byKind.get(kind);
    if (!selected) {
      const own = rules.filter((rule) => (rule.kinds?.includes(kind) ?? true) && !rule.exceptKinds?.has(kind));
      selected = { rules: own, searches: own.some((rule) => rule.exceptKinds) };
      byKind.set(kind, selected);
    }
    return selected;
  };
}
