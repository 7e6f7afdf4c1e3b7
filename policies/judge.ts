import type { KubernetesObject } from "../model/manifest.ts";
import type { ManifestContext, ManifestRule, Rule, Violation } from "./rule.ts";
import { none, violations } from "./violation.ts";

/** All violations of the objects of one folder, with layer and name of the object in each message. */
export type ManifestJudge = (objects: readonly KubernetesObject[], context: ManifestContext) => readonly Violation[];

interface Judgement {
  readonly context: ManifestContext;
  readonly violations: readonly Violation[];
  /** The judgement on the same objects in another context. */
  readonly next: Judgement | undefined;
}

/**
 * Makes a judge that remembers. Folders with equal content are one list of objects, shared by all
 * sites that have it; a list that was judged in the same context (both by identity) costs one look-up.
 * Lists and objects must not change after they were judged.
 */
export function manifestJudge(rules: readonly Rule[]): ManifestJudge {
  const rulesOf = rulesByKind(rules.filter((rule) => rule.scope === "manifest"));
  const judgements = new WeakMap<readonly KubernetesObject[], Judgement>();
  return (objects, context) => {
    const known = judgements.get(objects);
    for (let each = known; each; each = each.next) {
      if (each.context === context) return each.violations;
    }
    const found: Violation[] = [];
    for (const object of objects) {
      for (const rule of rulesOf(object.kind)) judge(rule, object, context, found);
    }
    const fresh = found.length > 0 ? found : none;
    judgements.set(objects, { context, violations: fresh, next: known });
    return fresh;
  };
}

function judge(rule: ManifestRule, object: KubernetesObject, context: ManifestContext, found: Violation[]): void {
  for (const { rule: violated, finding } of violations(rule, "it", rule.check, object, context)) {
    found.push({ rule: violated, finding: { ...finding, message: `${title(object, context)}: ${finding.message}` } });
  }
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
      selected = rules.filter((rule) => (rule.kinds?.includes(kind) ?? true) && !rule.exceptKinds?.has(kind));
      byKind.set(kind, selected);
    }
    return selected;
  };
}
