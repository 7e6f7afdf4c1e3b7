/** Moves schemas that occur more than once into `$defs`. */

import { childNodes, isNode, type SchemaNode } from "./json-schema.ts";

/** Shorter schemas cost less written out than as a reference. */
const WORTH_SHARING = 100;

/**
 * Moves every schema that occurs more than once into `$defs`, so that a file grows with what is different.
 * Occurrences are counted over distinct parents: what only repeats inside something shared stays in place.
 */
export function shareRepeated(root: SchemaNode): { closed: SchemaNode; definitions: Map<string, SchemaNode> } {
  const uses = new Map<string, number>();
  const count = (node: SchemaNode): void => {
    for (const child of children(node)) {
      const text = JSON.stringify(child);
      const seen = uses.get(text) ?? 0;
      uses.set(text, seen + 1);
      if (seen === 0) count(child);
    }
  };
  count(root);

  const names = new Map<string, string>();
  const definitions = new Map<string, SchemaNode>();
  const share = (node: SchemaNode): SchemaNode => {
    const text = JSON.stringify(node);
    if (text.length < WORTH_SHARING || (uses.get(text) ?? 0) < 2) return mapChildren(node, share);
    const known = names.get(text);
    if (known !== undefined) return reference(known);
    const name = String(names.size + 1);
    names.set(text, name);
    definitions.set(name, mapChildren(node, share));
    return reference(name);
  };
  return { closed: mapChildren(root, share), definitions };
}

export function reference(name: string): SchemaNode {
  return { $ref: `#/$defs/${name}` };
}

function children(node: SchemaNode): SchemaNode[] {
  const single = [node["items"], node["additionalProperties"]].filter(isNode);
  return [...childNodes(node, "properties").map(([, child]) => child), ...single];
}

function mapChildren(node: SchemaNode, change: (child: SchemaNode) => SchemaNode): SchemaNode {
  const result: Record<string, unknown> = { ...node };
  const fields = childNodes(node, "properties");
  if (fields.length > 0)
    result["properties"] = Object.fromEntries(fields.map(([name, child]) => [name, change(child)]));
  for (const keyword of ["items", "additionalProperties"]) {
    const child = node[keyword];
    if (isNode(child)) result[keyword] = change(child);
  }
  return result;
}
