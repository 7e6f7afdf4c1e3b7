/** Which characters of a file an edit replaces: everything else stays as people wrote it. */

import { type Document, isMap, isScalar, isSeq, type Node, type Pair, Scalar, type YAMLSeq } from "yaml";
import type { Edit } from "../../model/mend.ts";
import type { Step } from "../../model/source.ts";
import { stringText } from "../../model/yaml-scalar.ts";

/** Characters from `start` up to `end`, by UTF-16 units, and what stands there instead. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** @returns undefined where the place is none that can be replaced by itself: behind an alias, in a block of text, gone */
export function replacementOf(text: string, document: Document, edit: Edit): Replacement | undefined {
  return replacers[edit.kind](text, document, edit);
}

type Replacer = (text: string, document: Document, edit: Edit) => Replacement | undefined;

const replacers: Readonly<Record<Edit["kind"], Replacer>> = {
  value: (_, document, edit) => {
    const { node } = placeOf(document, edit.at.path);
    return edit.kind === "value" && isScalar(node) ? written(node, edit.to) : undefined;
  },
  quotes: (_, document, edit) => {
    const { node } = placeOf(document, edit.at.path);
    if (!isScalar(node) || node.type !== Scalar.PLAIN || node.source === undefined) return undefined;
    return over(node, JSON.stringify(node.source));
  },
  key: (_, document, edit) => {
    const { pair } = placeOf(document, edit.at.path);
    return edit.kind === "key" && isScalar(pair?.key) ? written(pair.key, edit.to) : undefined;
  },
  removal: (text, document, { at }) => {
    const { parent, node, pair } = placeOf(document, at.path);
    if (!isSeq(parent) || !node?.range || parent.flow) return undefined;
    return parent.items.length === 1 ? emptied(text, parent, pair) : withoutItem(text, node);
  },
};

interface Place {
  readonly node?: Node;
  /** What holds the node. */
  readonly parent?: Node;
  /** The entry of a mapping that the node, or the list around it, is the value of. */
  readonly pair?: Pair;
}

function placeOf({ contents }: Document, path: readonly Step[]): Place {
  let place: Place = contents ? { node: contents as Node } : {};
  for (const step of path) {
    const { node, pair } = place;
    if (isMap(node)) {
      const own = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (!own) return {};
      place = { parent: node, pair: own, ...(own.value ? { node: own.value as Node } : {}) };
    } else if (isSeq(node) && typeof step === "number") {
      const item = node.items[step] as Node | undefined;
      place = { parent: node, ...(pair && { pair }), ...(item && { node: item }) };
    } else return {};
  }
  return place;
}

function over({ range }: Node, text: string): Replacement | undefined {
  return range ? { start: range[0], end: range[1], text } : undefined;
}

/** In the quotes that it has. */
function written(node: Scalar, to: string | number | boolean): Replacement | undefined {
  if (typeof to !== "string") return over(node, String(to));
  if (node.type === Scalar.QUOTE_DOUBLE) return over(node, JSON.stringify(to));
  if (node.type === Scalar.QUOTE_SINGLE) return over(node, `'${to.replaceAll("'", "''")}'`);
  return node.type === Scalar.PLAIN ? over(node, stringText(to, "\n")) : undefined;
}

/** The lines of one item of several; what stands above it stays. */
function withoutItem(text: string, { range }: Node): Replacement | undefined {
  if (!range) return undefined;
  const start = text.lastIndexOf("\n", range[0] - 1) + 1;
  if (!/^[ \t]*-[ \t]+$/.test(text.slice(start, range[0]))) return undefined;
  return { start, end: endOfLine(text, range), text: "" };
}

/** The whole list, of which nothing is left; comments in it would go with it, so such a list is left alone. */
function emptied(text: string, { range }: YAMLSeq, pair: Pair | undefined): Replacement | undefined {
  const key = isScalar(pair?.key) ? pair.key.range : undefined;
  if (!range || !key) return undefined;
  const start = text.indexOf(":", key[1]) + 1;
  const end = endOfLine(text, range);
  return start > 0 && !/(^|\s)#/.test(text.slice(start, end))
    ? { start, end, text: ` []${text[end - 1] === "\n" ? "\n" : ""}` }
    : undefined;
}

/** Behind the line on which the last word of a node stands. */
function endOfLine(text: string, [start, until]: readonly [number, number, number]): number {
  const last = start + text.slice(start, until).trimEnd().length;
  const end = text.indexOf("\n", last);
  return end < 0 ? text.length : end + 1;
}
