/** Adds line and column to diagnostics, reading each file that is named once more with the slow reader. */

import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Position } from "../../model/source.ts";
import { type PositionedDocument, positionOf, readPositions } from "./parse-yaml.ts";

/** A diagnostic whose line and column are known, as far as it points into a file. */
export type LocatedDiagnostic = Diagnostic & { readonly position?: Position };

/** Looks up lines and columns, reading each file that is named once more with the slow reader. */
export function locate(
  diagnostics: readonly Diagnostic[],
  textOf: (file: string) => string | undefined,
): LocatedDiagnostic[] {
  const documents = new Map<string, PositionedDocument | undefined>();
  return diagnostics.map((diagnostic) => {
    const { at } = diagnostic;
    if (!at) return diagnostic;
    if (at.position) return { ...diagnostic, position: at.position };
    if (!documents.has(at.file)) {
      const text = textOf(at.file);
      documents.set(at.file, text === undefined ? undefined : readPositions(text));
    }
    const document = documents.get(at.file);
    return document ? { ...diagnostic, position: positionOf(document, at) } : diagnostic;
  });
}
