/** Adds line and column to diagnostics, reading each file that is named once more with the slow reader. */

import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Position } from "../../model/source.ts";
import { withoutSecrets } from "../../model/url.ts";
import { credentialInText } from "../../policies/sec/credentials/credential.ts";
import { type PositionedDocument, rangeOf, readPositions, wordAt } from "./parse-yaml.ts";

/** A diagnostic whose line and column are known, as far as it points into a file. */
export type LocatedDiagnostic = Diagnostic & {
  readonly position?: Position;
  /** Where what is meant ends, on the same line; the column is the first behind it. */
  readonly end?: Position;
  /** The line of the file, for whoever shows it; absent when it holds what nobody may read. */
  readonly excerpt?: string;
};

/** Looks up lines and columns, reading each file that is named once more with the slow reader. */
export function locate(
  diagnostics: readonly Diagnostic[],
  textOf: (file: string) => string | undefined,
): LocatedDiagnostic[] {
  const documents = new Map<string, LocatedFile | undefined>();
  const fileOf = (name: string) => {
    if (!documents.has(name)) {
      const text = textOf(name);
      documents.set(name, text === undefined ? undefined : locatedFile(text));
    }
    return documents.get(name);
  };
  return diagnostics.map((diagnostic) => {
    const { at } = diagnostic;
    if (!at) return diagnostic;
    const file = fileOf(at.file);
    if (!file) return at.position ? { ...diagnostic, position: at.position } : diagnostic;
    const range = at.position ? wordAt(file.lines, at.position) : rangeOf(file.document(), at);
    const excerpt = file.lines[range.position.line - 1];
    return { ...diagnostic, ...range, ...(excerpt !== undefined && mayBeShown(diagnostic, excerpt) && { excerpt }) };
  });
}

/** Rules about secrets must not be the ones that show them, in whatever form a finding is written. */
const SECRET = /^FLT-SEC-/;

function mayBeShown({ code }: Diagnostic, line: string): boolean {
  // What a message does not quote, an excerpt must not show.
  return !SECRET.test(code) && withoutSecrets(line) === line && credentialInText(line) === undefined;
}

interface LocatedFile {
  readonly lines: readonly string[];
  /** Read once, and only when a place is looked up in it. */
  readonly document: () => PositionedDocument;
}

function locatedFile(text: string): LocatedFile {
  let document: PositionedDocument | undefined;
  return {
    lines: text.split(/\r?\n/),
    document: () => {
      document ??= readPositions(text);
      return document;
    },
  };
}
