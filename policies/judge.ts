import type { KubernetesObject } from "../model/manifest.ts";
import type { ManifestContext, ManifestRule, Rule, Violation } from "./rule.ts";
import { none, violations } from "./violation.ts";

/** All violations of one object in one context, with the object's layer and name in the message. */
export type ManifestJudge = (object: KubernetesObject, context: ManifestContext) => readonly Violation[];

interface Judgement {
  readonly context: ManifestContext;
  readonly violations: readonly Violation[];
  /** The judgement on the same object in another context. */
  readonly next: Judgement | undefined;
}

/**
 * Makes a judge that remembers: the sites of a fleet share most of their objects, so an object that
 * was judged in the same context (both by identity) costs one look-up. Objects must not change
 * after they were judged.
 */
export function manifestJudge(rules: readonly Rule[]): ManifestJudge {
  const rulesOf = rulesByKind(rules.filter((rule) => rule.scope === "manifest"));
  const judgements = new WeakMap<KubernetesObject, Judgement>();
  return (object, context) => {
    const known = judgements.get(object);
    for (let each = known; each; each = each.next) {
      if (each.context === context) return each.violations;
    }
    const fresh = judge(rulesOf(object.kind), object, context);
    judgements.set(object, { context, violations: fresh, next: known });
    return fresh;
  };
}

function judge(
  rules: readonly ManifestRule[],
  object: KubernetesObject,
  context: ManifestContext,
): readonly Violation[] {
  let found: Violation[] | undefined;
  for (const rule of rules) {
    for (const { rule: violated, finding } of violations(rule, "it", (it) => rule.check(it, context), object)) {
      found ??= [];
      found.push({ rule: violated, finding: { ...finding, message: `${title(object, context)}: ${finding.message}` } });
    }
  }
  return found ?? none;
}

/** `layer cilium, DaemonSet kube-system/cilium`: equal for all sites that share the object. */
function title({ kind, metadata }: KubernetesObject, { layer }: ManifestContext): string {
  const name = metadata.namespace ? `${metadata.namespace}/${metadata.name}` : metadata.name;
  return `layer ${layer}, ${kind} ${name}`;
}

function rulesByKind(rules: readonly ManifestRule[]): (kind: string) => readonly ManifestRule[] {
  const byKind = new Map<string, readonly ManifestRule[]>();
  return (kind) => {
    let selected = byKind.get(kind);
    if (!selected) {
      selected = rules.filter((rule) => !rule.kinds || rule.kinds.includes(kind));
      byKind.set(kind, selected);
    }
    return selected;
  };
}
