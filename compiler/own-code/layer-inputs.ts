/** What a layer may take from its subject: sites share what is equal, so it must be plain data through and through. */

import type { Layer, LayerInstance } from "../../constructs/profile.ts";
import { isMapping } from "../../model/json-fields.ts";
import { OwnCodeError } from "../../model/own-code-error.ts";
import { described } from "./shape.ts";

/** Deeper data is taken for data that holds itself. */
const DEEPEST = 50;

/**
 * The inputs as text, by which equal ones are known.
 *
 * @param of which layer it is, for people
 * @throws OwnCodeError for what is no object, or cannot be written
 */
export function inputsText({ inputs }: LayerInstance, of: () => string): string {
  if (!isMapping(inputs) || inputs instanceof Promise)
    throw new OwnCodeError(`${of()}: inputs gave ${described(inputs)}, expected an object of plain data`);
  try {
    return JSON.stringify(inputs);
  } catch (error) {
    requirePlain(inputs, of);
    throw error;
  }
}

/** @throws OwnCodeError for inputs that hold something else than plain data, such as a construct or a function */
export function requirePlain(inputs: LayerInstance["inputs"], of: () => string): void {
  const odd = notPlain(inputs, "inputs", 0);
  if (odd !== undefined) throw new OwnCodeError(`${of()}: ${odd}, expected plain data: sites share what is equal`);
}

/** @throws OwnCodeError for a layer that answers later */
export function renderAtOnce(render: () => unknown, of: () => string): void {
  if (render() instanceof Promise)
    throw new OwnCodeError(`${of()}: render gave a Promise, expected it to answer at once and wait for nothing`);
}

/** The layer with the file of its profile, as messages name it. */
export function layerOf({ name }: Pick<Layer<never>, "name">, file: string): string {
  return `layer ${name} of ${file}`;
}

/** The first value that is no plain data, by its place; undefined when there is none. */
function notPlain(value: unknown, place: string, depth: number): string | undefined {
  if (value === undefined || value === null || ["string", "boolean"].includes(typeof value)) return undefined;
  if (typeof value === "number") return Number.isFinite(value) ? undefined : `${place} is ${value}`;
  if (depth > DEEPEST) return `${place.slice(0, 40)}... holds itself`;
  const prototype: unknown = typeof value === "object" ? Object.getPrototypeOf(value) : undefined;
  const isPlain = Array.isArray(value) || (isMapping(value) && (prototype === Object.prototype || prototype === null));
  if (!isPlain) {
    const ofClass = isMapping(value) ? ` of the class ${value.constructor?.name}` : "";
    return `${place} is ${described(value)}${ofClass}`;
  }
  const step = (key: string) => (Array.isArray(value) ? `${place}[${key}]` : `${place}.${key}`);
  for (const [key, item] of Object.entries(value)) {
    const found = notPlain(item, step(key), depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
