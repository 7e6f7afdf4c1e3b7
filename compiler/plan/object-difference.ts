/** What differs between two texts of one object, worked out once for all sites that have the same two. */

import { load } from "js-yaml";
import { isMapping } from "../../model/json-fields.ts";
import { withoutIdentityLabels } from "../identity-labels.ts";
import type { FileChange } from "./file-changes.ts";
import { type LeafChange, leafChanges, leavesOf } from "./leaf-changes.ts";
import { maskedLeaves } from "./masked-leaves.ts";
import type { Mask } from "./own-values.ts";

/** An object as it is compared: without identity labels, with placeholders for what is the site's own. */
export type Bodies = readonly [before: string | undefined, after: string | undefined];

/** @param masks of the site before and after */
export function bodiesOf(
  { before, after }: Pick<FileChange, "before" | "after">,
  [maskBefore, maskAfter]: readonly [Mask, Mask],
): Bodies {
  return [bodyOf(before, maskBefore), bodyOf(after, maskAfter)];
}

/** The differences of one repository: many objects have the same two bodies, which are parsed and compared once. */
export class Differences {
  readonly #known = new Map<string, readonly LeafChange[]>();

  between(bodies: Bodies): readonly LeafChange[] {
    const key = JSON.stringify(bodies);
    const known = this.#known.get(key);
    if (known) return known;
    const made = differenceBetween(bodies);
    this.#known.set(key, made);
    return made;
  }
}

function differenceBetween([old, now]: Bodies): readonly LeafChange[] {
  if (old === undefined || now === undefined) {
    const value = contentOf(parsed(old ?? now ?? ""));
    const side = old === undefined ? "after" : "before";
    return maskedLeaves(leavesOf(value, "").map(([path, text]) => ({ path, [side]: text })));
  }
  const changes = leafChanges(parsed(old), parsed(now)).filter(({ path }) => path !== "metadata.name");
  // The same values in another order, or written in another way.
  return maskedLeaves(changes.length > 0 || old === now ? changes : leafChanges(`${old}\n`, `${now}\n`));
}

function bodyOf(text: string | undefined, mask: Mask): string | undefined {
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
