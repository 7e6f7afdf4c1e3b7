/** Adds line and column to diagnostics, reading each file that is named once more with the slow reader. */

import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Position } from "../../model/source.ts";
import { withoutSecrets } from "../../model/url.ts";
import { credentialInText } from "../../policies/sec/credentials/credential.ts";
import { replacementOf } from "../mend/replacements.ts";
import { type PositionedDocument, rangeOf, readPositions, wordAt } from "./parse-yaml.ts";

/** A diagnostic whose line and column are known, as far as it points into a file. */
export type LocatedDiagnostic = Diagnostic & {
  readonly position?: Position;
  /** Where what is meant ends, on the same line; the column is the first behind it. */
  readonly end?: Position;
  /** What a mend replaces, as far as its places can be replaced by themselves. */
  readonly replacements?: readonly LocatedReplacement[];
  /** The line of the file, for whoever shows it; absent when it holds what nobody may read. */
  readonly excerpt?: string;
};

/** Text of a file from one position up to another, and what stands there instead. */
export interface LocatedReplacement {
  readonly file: string;
  readonly position: Position;
  /** The first position behind it. */
  readonly end: Position;
  readonly text: string;
}

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
  const replacementsOf = ({ mend }: Diagnostic): readonly LocatedReplacement[] =>
    (mend?.edits ?? []).flatMap((edit) => {
      const file = fileOf(edit.at.file);
      if (!file) return [];
      const { document, lines } = file.document();
      const found = replacementOf(file.text, document, edit);
      if (!found) return [];
      const at = (offset: number): Position => {
        const { line, col } = lines.linePos(offset);
        return { line, column: col };
      };
      return [{ file: edit.at.file, position: at(found.start), end: at(found.end), text: found.text }];
    });
  return diagnostics.map((found) => {
    const replacements = replacementsOf(found);
    const diagnostic = replacements.length > 0 ? { ...found, replacements } : found;
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
  readonly text: string;
  readonly lines: readonly string[];
  /** Read once, and only when a place is looked up in it. */
  readonly document: () => PositionedDocument;
}

function locatedFile(text: string): LocatedFile {
  let document: PositionedDocument | undefined;
  return {
    text,
    lines: text.split(/\r?\n/),
    document: () => {
      document ??= readPositions(text);
      return document;
    },
  };
}
