/** Objects in which nothing but their identity labels differs: nothing that a cluster runs. */

import { identityLabels, withoutIdentityLabels } from "../identity-labels.ts";
import type { LeafChange } from "./leaf-changes.ts";
import type { ObjectChange } from "./object-changes.ts";
import type { Mask } from "./own-values.ts";

export function isRelabelled({ kind, before, after }: ObjectChange): boolean {
  return (
    kind === "changed" &&
    before !== undefined &&
    after !== undefined &&
    withoutIdentityLabels(before) === withoutIdentityLabels(after)
  );
}

/** The labels that have another value. */
export function labelChanges(
  { before, after }: ObjectChange,
  [maskBefore, maskAfter]: readonly [Mask, Mask],
): readonly LeafChange[] {
  const [old, now] = [labelsOf(before ?? "", maskBefore), labelsOf(after ?? "", maskAfter)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((label) => old.get(label) !== now.get(label))
    .map((label) => ({ path: label, before: old.get(label), after: now.get(label) }));
}

function labelsOf(text: string, mask: Mask): ReadonlyMap<string, string> {
  return new Map([...identityLabels(text)].map(([label, value]) => [label, mask(value)]));
}
