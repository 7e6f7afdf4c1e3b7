/** What holds others back in one cluster, and what of it is gone or weaker in the next version. */

import { field, isMapping, mappings, texts } from "../../model/json-fields.ts";
import type { KubernetesObject } from "../../model/manifest.ts";

/** Kinds that are guards themselves, and the namespaces that guards stand in. */
export const guardKinds: ReadonlySet<string> = new Set([
  "Namespace",
  "NetworkPolicy",
  "ResourceQuota",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
]);

/** By name of what is guarded, how strongly: 0 as if nothing were there. */
type Strengths = ReadonlyMap<string, number>;

interface Guard {
  /** Whether it stands in a namespace, and is missed there only while the namespace is. */
  readonly ofNamespace: boolean;
  /** What is told of those that have become this weak, before their number and names. */
  readonly told: Readonly<Record<number, string>>;
  readonly strengths: (objects: readonly KubernetesObject[]) => Strengths;
}

/** Levels of the Pod Security Standards; a namespace without a label admits every pod. */
const levels: Readonly<Record<string, number | undefined>> = { restricted: 2, baseline: 1 };

const guards: readonly Guard[] = [
  {
    ofNamespace: false,
    told: { 0: "admission policies that are in force no longer", 1: "admission policies that refuse no longer" },
    strengths: admission,
  },
  {
    ofNamespace: true,
    told: { 0: "namespaces that now admit privileged pods", 1: "namespaces that now admit baseline pods" },
    strengths: (objects) =>
      strongest(
        ofKind(objects, "Namespace").map(({ metadata }) => [
          metadata.name,
          levels[metadata.labels?.["pod-security.kubernetes.io/enforce"] ?? ""] ?? 0,
        ]),
      ),
  },
  {
    ofNamespace: true,
    told: { 0: "namespaces that are no longer closed to incoming traffic" },
    strengths: (objects) => closed(objects, "Ingress"),
  },
  {
    ofNamespace: true,
    told: { 0: "namespaces that are no longer closed to outgoing traffic" },
    strengths: (objects) => closed(objects, "Egress"),
  },
  {
    ofNamespace: true,
    told: { 0: "namespaces without a ResourceQuota any more" },
    strengths: (objects) =>
      strongest(ofKind(objects, "ResourceQuota").map(({ metadata }) => [metadata.namespace ?? "", 1])),
  },
];

/**
 * `admission policies that refuse no longer: 10 (flotilla-account, flotilla-images, flotilla-neighbours and 7 more)`. A guard
 * that goes with its namespace is not missed.
 *
 * @param before objects of those kinds in one cluster
 */
export function lostGuards(before: readonly KubernetesObject[], after: readonly KubernetesObject[]): readonly string[] {
  const namespaces = new Set(ofKind(after, "Namespace").map(({ metadata }) => metadata.name));
  return guards.flatMap(({ ofNamespace, told, strengths }) => {
    const now = strengths(after);
    const weaker = [...strengths(before)].flatMap(([name, strength]) => {
      const left = now.get(name) ?? 0;
      return left < strength && (!ofNamespace || namespaces.has(name)) ? [{ name, left }] : [];
    });
    return [...Map.groupBy(weaker, ({ left }) => left)].map(
      ([left, all]) => `${told[left]}: ${all.length} (${listed(all.map(({ name }) => name))})`,
    );
  });
}

/** How many names stand in a row before the rest is counted. */
const SHOWN = 3;

function listed(names: readonly string[]): string {
  const sorted = names.toSorted();
  const rest = sorted.length - SHOWN;
  return rest > 1 ? `${sorted.slice(0, SHOWN).join(", ")} and ${rest} more` : sorted.join(", ");
}

function ofKind(objects: readonly KubernetesObject[], kind: string): readonly KubernetesObject[] {
  return objects.filter((each) => each.kind === kind);
}

function strongest(all: readonly (readonly [string, number])[]): Strengths {
  const found = new Map<string, number>();
  for (const [name, strength] of all) found.set(name, Math.max(strength, found.get(name) ?? 0));
  return found;
}

/** By policy: 2 refuses, 1 warns or writes to the audit log. A failing expression refuses unless the policy ignores it. */
function admission(objects: readonly KubernetesObject[]): Strengths {
  const refusing = new Map(
    ofKind(objects, "ValidatingAdmissionPolicy").map(({ metadata, spec }) => [
      metadata.name,
      field(spec, "failurePolicy") !== "Ignore",
    ]),
  );
  return strongest(
    ofKind(objects, "ValidatingAdmissionPolicyBinding").flatMap(({ spec }) => {
      const policy = String(field(spec, "policyName"));
      const refuses = refusing.get(policy);
      if (refuses === undefined) return [];
      return [[policy, refuses && texts(field(spec, "validationActions")).includes("Deny") ? 2 : 1] as const];
    }),
  );
}

/** Namespaces with a policy that selects every pod and opens nothing in this direction. */
function closed(objects: readonly KubernetesObject[], direction: "Ingress" | "Egress"): Strengths {
  return strongest(
    ofKind(objects, "NetworkPolicy")
      .filter(({ spec }) => {
        const [selector, types] = [field(spec, "podSelector"), texts(field(spec, "policyTypes"))];
        const isForAll = isMapping(selector) && Object.keys(selector).length === 0;
        return isForAll && types.includes(direction) && mappings(field(spec, direction.toLowerCase())).length === 0;
      })
      .map(({ metadata }) => [metadata.namespace ?? "", 1]),
  );
}
