/** Reads the YAML documents of a file to import, each with the positions of its nodes. */

import { LineCounter, parseAllDocuments } from "yaml";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Position } from "../../model/source.ts";
import { tooDeep } from "../load/forbidden-values.ts";
import { rangeOf } from "../load/parse-yaml.ts";
import type { InputDocument, InputValue } from "./input.ts";

/** The documents, or why the text is no YAML. Documents without content are left out. */
export function readYamlDocuments(
  file: string,
  text: string,
): { readonly documents: readonly InputDocument[] } | { readonly diagnostics: readonly Diagnostic[] } {
  const lines = new LineCounter();
  // The failsafe schema takes every scalar for text, so 0x5000c500a1b2c3d4 and 007 come out as they stand.
  const parsed = parseAllDocuments(text, { schema: "failsafe", merge: true, lineCounter: lines, prettyErrors: false });
  const documents = [...(parsed as Extract<typeof parsed, readonly unknown[]>)];
  const errors = documents.flatMap((each) => each.errors);
  if (errors.some(({ message }) => /call stack/i.test(message))) return { diagnostics: [tooDeep(file)] };
  if (errors.length > 0) {
    return {
      diagnostics: errors.map(({ message, pos }) => {
        const { line, col } = lines.linePos(pos[0]);
        return syntaxError(file, message.replace(/\.$/, ""), { line, column: col });
      }),
    };
  }
  try {
    return {
      documents: documents.flatMap((document) => {
        const value = textsOf(document.toJS({ maxAliasCount: 1000 }));
        if (value === "") return [];
        return [{ file, value, positionOf: (path) => rangeOf({ document, lines }, { file, path }).position }];
      }),
    };
  } catch (error) {
    // What holds itself by an alias has no end.
    if (error instanceof RangeError) return { diagnostics: [tooDeep(file)] };
    if (!(error instanceof ReferenceError)) throw error;
    return { diagnostics: [syntaxError(file, error.message, { line: 1, column: 1 })] };
  }
}

function syntaxError(file: string, message: string, position: Position): Diagnostic {
  return {
    code: "load/syntax",
    severity: "error",
    message: `${message}, expected YAML 1.2`,
    at: { file, path: [], position },
    subjects: [],
  };
}

function textsOf(value: unknown): InputValue {
  if (Array.isArray(value)) return value.map(textsOf);
  if (typeof value !== "object" || value === null) return value === null || value === undefined ? "" : String(value);
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, textsOf(child)]));
}
