/** The line of a file that a finding is about, with carets below the words that are meant. */

import type { LocatedDiagnostic } from "../../compiler/load/locate.ts";

/** Columns of a line that are shown; of a longer one those around the place. */
const WIDTH = 72;
/** Characters that take two columns at a terminal (Unicode, East Asian Width: W and F). */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

export interface Excerpt {
  /** `  12 | ` and the line, tabs as arrows. */
  readonly line: string;
  /** Spaces and carets below it. */
  readonly carets: string;
}

/** Undefined when the line is not known or empty. */
export function excerptOf({ position, end, excerpt }: LocatedDiagnostic): Excerpt | undefined {
  if (!position || excerpt === undefined || excerpt.trim() === "") return undefined;
  const column = Math.min(position.column - 1, excerpt.length);
  const from = column < WIDTH - 8 ? 0 : column - 24;
  const shown = excerpt.slice(from, from + WIDTH);
  const meant = Math.max(1, Math.min((end?.column ?? position.column + 1) - 1, from + WIDTH) - column);
  const gutter = `${String(position.line).padStart(5)} | `;
  const before = cells(excerpt.slice(from, column));
  const marked = Math.max(1, cells(excerpt.slice(column, column + meant)));
  return {
    line: `${gutter}${shown.replaceAll("\t", "→")}`,
    carets: `${" ".repeat(gutter.length + before)}${"^".repeat(marked)}`,
  };
}

function cells(text: string): number {
  return [...text].reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0);
}
