/** The two readers of YAML: a fast one for every file, one with positions for files with faults. */

import { load, YAMLException } from "js-yaml";
import { type Document, isAlias, isMap, isScalar, LineCounter, type Node, parseDocument } from "yaml";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Position, Source, Step } from "../../model/source.ts";
import { tooDeep } from "./forbidden-values.ts";
import { type SyntaxFault, syntaxFaults } from "./syntax-words.ts";

/**
 * Two readers for one text. js-yaml is fast and reads every file; npm yaml keeps the position of every
 * node, costs about ten times as much and reads a file only once something in it is reported.
 */

/** Nodes that one document may have after its aliases are followed; stops billion-laughs files. */
const maxNodes = 1_000_000;

export type ParseResult = { readonly value: unknown } | { readonly diagnostics: readonly Diagnostic[] };

export function parseYaml(file: string, text: string): ParseResult {
  if (!/^[ \t]*[^#\s]/m.test(text)) return { diagnostics: [emptyFile(file)] };
  try {
    const value = load(text);
    if (value === null || value === undefined) return { diagnostics: [emptyFile(file)] };
    if (/(^|[\s[,:{-])\*[^\s*]/.test(text) && countNodes(value) > maxNodes)
      return { diagnostics: [aliasBomb(file, text)] };
    return { value };
  } catch (error) {
    // The reader goes down by calling itself.
    if (error instanceof RangeError) return { diagnostics: [tooDeep(file)] };
    if (!(error instanceof YAMLException)) throw error;
    return { diagnostics: syntaxErrors(file, text, error) };
  }
}

/** Counts nodes as if aliases were written out, and gives up just above the limit. */
function countNodes(value: unknown): number {
  const open: unknown[] = [value];
  let count = 0;
  while (open.length > 0 && count <= maxNodes) {
    count++;
    const node = open.pop();
    if (typeof node === "object" && node !== null) for (const child of Object.values(node)) open.push(child);
  }
  return count;
}

function aliasBomb(file: string, text: string): Diagnostic {
  const offset = text.search(/(^|[\s[,:{-])\*[^\s*]/);
  const before = text.slice(0, offset + 1);
  return {
    code: "load/aliases",
    severity: "error",
    message: `aliases expand to more than ${maxNodes.toLocaleString("en")} nodes, expected a file that can be written out`,
    at: {
      file,
      path: [],
      position: { line: before.split("\n").length, column: before.length - before.lastIndexOf("\n") },
    },
    subjects: [],
    hint: "write the values out; shared values belong in parameters of the zone, region or fleet",
  };
}

function emptyFile(file: string): Diagnostic {
  return {
    code: "load/empty",
    severity: "error",
    message: "the file is empty, expected a YAML mapping",
    at: { file, path: [], position: { line: 1, column: 1 } },
    subjects: [],
    hint: "restore it from Git or delete it",
  };
}

function syntaxErrors(file: string, text: string, first: YAMLException): readonly Diagnostic[] {
  const lines = new LineCounter();
  const document = parseShallow(text, lines);
  if (!document || /depth/i.test(first.reason)) return [tooDeep(file)];
  const errors = document.errors.map(({ code, message, pos }) => {
    const { line, col } = lines.linePos(pos[0]);
    return { code, message, position: { line, column: col } };
  });
  const faults = errors.length > 0 ? syntaxFaults(text, errors) : [otherFault(text, first)];
  return faults.map(({ message, position, hint }) => ({
    code: "load/syntax",
    severity: "error",
    message: `${message}, expected YAML 1.2`,
    at: { file, path: [], position },
    subjects: [],
    ...(hint && { hint }),
  }));
}

/** What the fast reader alone refuses: an alias of nothing, a type of somebody's own, a mapping as a key. */
function otherFault(text: string, { reason, mark }: YAMLException): SyntaxFault {
  const template = text.split("\n").findIndex((line) => /^[^#"']*\{\{/.test(line));
  if (/complex keys/.test(reason) && template >= 0) {
    const line = text.split("\n")[template] ?? "";
    const [value = ""] = /\{\{.*/.exec(line) ?? [];
    const position = { line: template + 1, column: line.indexOf("{{") + 1 };
    return { message: "{{, which is a mapping in a mapping", position, hint: `put it in quotes: "${value.trim()}"` };
  }
  const position = { line: (mark?.line ?? 0) + 1, column: (mark?.column ?? 0) + 1 };
  const [, alias] = /^unidentified alias "(.*)"/.exec(reason) ?? [];
  if (alias !== undefined) {
    const column = (text.split("\n")[position.line - 1] ?? "").indexOf(`*${alias}`) + 1 || position.column;
    const at = { line: position.line, column };
    return { message: `*${alias}, which names no anchor`, position: at, hint: `put it in quotes: "*${alias}"` };
  }
  const [, tag] = /^unknown (?:scalar )?tag !<(.*)>/.exec(reason) ?? [];
  if (tag !== undefined)
    return { message: `the type ${tag}, which nobody knows`, position, hint: "put the value in quotes" };
  return { message: reason, position };
}

/** Undefined for a text that goes deeper than the reader, which calls itself, may go. */
function parseShallow(text: string, lineCounter: LineCounter): Document | undefined {
  try {
    const document = parseDocument(text, { lineCounter, prettyErrors: false });
    return document.errors.some(({ message }) => /call stack/i.test(message)) ? undefined : document;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A text with the positions of its nodes. */
export interface PositionedDocument {
  readonly document: Document;
  readonly lines: LineCounter;
}

export function readPositions(text: string): PositionedDocument {
  const lines = new LineCounter();
  return { document: parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false }), lines };
}

/** A place on one line; `end` is the first column behind it. */
export interface TextRange {
  readonly position: Position;
  readonly end: Position;
}

/** Where the node is, or the nearest node above it that exists; of one on several lines what stands on its first. */
export function rangeOf({ document, lines }: PositionedDocument, source: Source): TextRange {
  let node = document.contents as Node | null;
  let [offset = 0, until = 0] = node?.range ?? [];
  const last = source.path.length - 1;
  for (const [index, step] of source.path.entries()) {
    const [next, key] = child(node, step);
    if (!next) break;
    node = next;
    const atKey = index === last && source.key && key?.range;
    const found = atKey || node.range || key?.range;
    if (found) [offset, until] = found;
  }
  const { line, col } = lines.linePos(offset);
  const position = { line: Math.max(1, line), column: Math.max(1, col) };
  const nextLine = lines.lineStarts[position.line];
  const length = Math.max(1, (nextLine === undefined ? until : Math.min(until, nextLine - 1)) - offset);
  return { position, end: { line: position.line, column: position.column + length } };
}

/** The word that begins at a position, for places of which nothing else is known. */
export function wordAt(lines: readonly string[], position: Position): TextRange {
  const [word = ""] = /^\S*/.exec(lines[position.line - 1]?.slice(position.column - 1) ?? "") ?? [];
  return { position, end: { line: position.line, column: position.column + Math.max(1, word.length) } };
}

function child(node: Node | null, step: Step): readonly [Node | null, Node | null] {
  if (isAlias(node)) return [null, null];
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
    return pair ? [(pair.value ?? pair.key) as Node, pair.key as Node] : [null, null];
  }
  if (node && "items" in node && typeof step === "number")
    return [(node.items[step] as Node | undefined) ?? null, null];
  return [null, null];
}
