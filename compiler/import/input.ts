/** What an importer reads: documents of one or more files as trees of texts, whatever their format. */

import type { Position, Step } from "../../model/source.ts";

/** Every scalar is the text as it was written: no digits of a serial or a WWN are lost, and quotes do not matter. */
export type InputValue = string | readonly InputValue[] | { readonly [key: string]: InputValue };

/** One YAML document, or one list of servers. */
export interface InputDocument {
  readonly file: string;
  readonly value: InputValue;
  readonly positionOf: (path: readonly Step[]) => Position;
}

/** The ways to all leaves: scalars, empty mappings and empty lists. */
export function leafPaths(value: InputValue, path: readonly Step[] = []): readonly (readonly Step[])[] {
  const children: readonly (readonly [Step, InputValue])[] =
    typeof value === "string" ? [] : isList(value) ? [...value.entries()] : Object.entries(value);
  return children.length === 0 ? [path] : children.flatMap(([step, child]) => leafPaths(child, [...path, step]));
}

export function isList(value: InputValue): value is readonly InputValue[] {
  return Array.isArray(value);
}

/** A way as people write it: `spec.nodes[0].hostName`. */
export function pathText(path: readonly Step[]): string {
  const parts = path.map((step, index) => (typeof step === "number" ? `[${step}]` : `${index > 0 ? "." : ""}${step}`));
  return parts.join("");
}
