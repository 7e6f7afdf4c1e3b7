import { yamlError } from "./yaml-error.ts";
import { keyText, numberText, stringText } from "./yaml-scalar.ts";

/**
 * Writes plain JSON-like values as YAML that readers of YAML 1.1 and of YAML 1.2 take for the same value.
 *
 * Block style as kubectl prints it: two spaces a level, the dash of a list in the column of its key, keys in the order
 * of the object. Keys whose value is `undefined` are left out; `-0` is written as `0`, as JSON does. `null`, `NaN`,
 * infinities, functions, dates, class instances, holes in lists and cycles throw a `TypeError` that names their path:
 * none of them has a meaning in a Kubernetes object.
 *
 * @returns a whole document, ending in a newline
 */
export function yamlText(value: unknown): string {
  return `${written(value, 0)}\n`;
}

/**
 * The lines of a mapping or a list that starts at `column` (in spaces), each ending in a newline; no line when it is
 * empty. For a caller that writes the head of an object itself and keeps the text of the rest.
 */
export function yamlBlock(value: object, column: number): string {
  const text = written(value, column);
  return text === "{}" || text === "[]" ? "" : `${" ".repeat(column)}${text}\n`;
}

/** `text` with the entry `key: value` added at `column` (in spaces); an `undefined` value adds nothing. */
export function appendYaml(text: string, key: string, value: unknown, column: number): string {
  return text + yamlBlock({ [key]: value }, column);
}

/** The text of a value whose first line a caller places at `column`. */
function written(value: unknown, column: number): string {
  try {
    return write("", value, column - 2, true).slice(1);
  } catch (error) {
    const problem = yamlError(value);
    throw problem === undefined ? error : new TypeError(problem);
  }
}

type Mapping = Readonly<Record<string, unknown>>;

/**
 * Adds a value to a text that ends in a key, or in a dash, which stands at `column`. A literal block is indented even
 * when it is the whole document, lest a line of it be a document mark.
 */
function write(text: string, value: unknown, column: number, afterDash: boolean): string {
  if (typeof value === "string") return `${text} ${stringText(value, newLine(Math.max(column, 0) + 2))}`;
  if (typeof value === "number" && Number.isFinite(value)) return `${text} ${numberText(value)}`;
  if (typeof value === "boolean") return `${text} ${value}`;
  if (Array.isArray(value)) return writeList(text, value, afterDash ? column + 2 : column, afterDash);
  if (isMapping(value)) return writeMapping(text, value, column + 2, afterDash);
  throw new TypeError("a value without YAML form");
}

function writeMapping(text: string, mapping: Mapping, column: number, afterDash: boolean): string {
  const next = newLine(column);
  let out = text;
  let before = afterDash ? " " : next;
  for (const key of Object.keys(mapping)) {
    const value = mapping[key];
    if (value === undefined) continue;
    out = write(out + before + keyText(key, next), value, column, false);
    before = next;
  }
  return out === text ? `${text} {}` : out;
}

function writeList(text: string, list: readonly unknown[], column: number, afterDash: boolean): string {
  const next = newLine(column);
  let out = text;
  let before = afterDash ? " " : next;
  for (const item of list) {
    out = write(`${out}${before}-`, item, column, true);
    before = next;
  }
  return out === text ? `${text} []` : out;
}

function isMapping(value: unknown): value is Mapping {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

const NEW_LINES = Array.from({ length: 64 }, (_, column) => `\n${" ".repeat(column)}`);

function newLine(column: number): string {
  return NEW_LINES[column] ?? `\n${" ".repeat(column)}`;
}
