/** What differs between two texts of one object, worked out once for all sites that have the same two. */

import { load } from "js-yaml";
import { isMapping } from "../../model/json-fields.ts";
import type { FileChange } from "../diff/changes.ts";
import { withoutIdentityLabels } from "../identity-labels.ts";
import { type LeafChange, leafChanges, leavesOf } from "./leaf-changes.ts";
import { maskedLeaves } from "./masked-leaves.ts";
import type { Mask } from "./own-values.ts";

/** Identity labels take no part. @param masks of the site before and after */
export function differenceOf(
  { before, after }: Pick<FileChange, "before" | "after">,
  [maskBefore, maskAfter]: readonly [Mask, Mask],
): readonly LeafChange[] {
  const [old, now] = [bodyOf(before, maskBefore), bodyOf(after, maskAfter)];
  if (old === undefined || now === undefined) {
    const value = contentOf(parsed(old ?? now ?? ""));
    const side = old === undefined ? "after" : "before";
    return maskedLeaves(leavesOf(value, "").map(([path, text]) => ({ path, [side]: text })));
  }
  const changes = leafChanges(parsed(old), parsed(now)).filter(({ path }) => path !== "metadata.name");
  // The same values in another order, or written in another way.
  return maskedLeaves(changes.length > 0 || old === now ? changes : leafChanges(`${old}\n`, `${now}\n`));
}

export function bodyOf(text: string | undefined, mask: Mask): string | undefined {
  return text === undefined ? undefined : mask(withoutIdentityLabels(text));
}

/** Undefined for a text that is no YAML: its lines are compared. */
function parsed(text: string): unknown {
  try {
    const value = load(text);
    return isMapping(value) ? value : `${text}\n`;
  } catch {
    return `${text}\n`;
  }
}

/** What is to be read of an object that comes or goes: its title tells the rest. */
function contentOf(value: unknown): unknown {
  if (!isMapping(value) || typeof value["kind"] !== "string") return value;
  const { apiVersion: _, kind: __, metadata, ...content } = value;
  const { name: ___, namespace: ____, labels: _____, ...about } = isMapping(metadata) ? metadata : {};
  return { ...(Object.keys(about).length > 0 && { metadata: about }), ...content };
}
