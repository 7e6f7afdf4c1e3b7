/** What a change of one file does, looked up in the facts of its kind. */
import { load } from "js-yaml";
import { type Effect, effects, groupKind, type KindTable } from "../../model/kinds/facts.ts";
import { changedFixedFields } from "../../model/kinds/fixed-fields.ts";
import { isHostFile, isOperatorFile } from "../../model/layout.ts";
import type { FileChange } from "./file-changes.ts";

/** A kind without facts is `unknown`, and so is a text that is no object: never harmless by default. */
export function effectOf({ path, before, after, isOrphaned }: FileChange, kinds: KindTable): Effect {
  if (isHostFile(path) || isOperatorFile(path)) return "at installation";
  const facts = kinds[groupKindOf(after ?? before ?? "") ?? ""];
  if (!facts) return "unknown";
  if (after === undefined) {
    if (isOrphaned) return "orphans";
    return typeof facts.onRemoval === "string" ? facts.onRemoval : facts.onRemoval(load(before ?? ""));
  }
  if (before === undefined) {
    const { onCreation = "no restart" } = facts;
    return typeof onCreation === "string" ? onCreation : onCreation(load(after));
  }
  if (!facts.fixed && typeof facts.onChange === "string") return facts.onChange;
  const [old, now] = [load(before), load(after)];
  if (facts.fixed && changedFixedFields(facts, old, now).length > 0) return "refused";
  return typeof facts.onChange === "string" ? facts.onChange : facts.onChange(old, now);
}

/** `Deployment.apps` of a manifest as Flotilla writes it. */
function groupKindOf(text: string): string | undefined {
  const [, apiVersion, kind] = /^apiVersion: (\S+)\nkind: (\S+)$/m.exec(text) ?? [];
  return apiVersion !== undefined && kind !== undefined ? groupKind(apiVersion, kind) : undefined;
}

export function worst(list: readonly Effect[]): Effect {
  return effects.find((effect) => list.includes(effect)) ?? "no restart";
}
