/** Lines that fit a terminal of 80 columns. */

import { type PositionedDocument, rangeOf, readPositions } from "../../compiler/load/parse-yaml.ts";
import type { Source } from "../../model/source.ts";
import type { Session } from "../../pipeline/session.ts";

const WIDTH = 80;

export type FindLocation = (source: Source | undefined) => string | undefined;

/** Looks up `file:line:column` of sources; undefined for what the file does not say, such as a default. */
export function locationFinder({ loaded }: Session): FindLocation {
  const documents = new Map<string, PositionedDocument | undefined>();
  return (source) => {
    if (!source) return undefined;
    const { file, path } = source;
    if (!documents.has(file)) {
      const text = loaded.textOf(file);
      documents.set(file, text === undefined ? undefined : readPositions(text));
    }
    const document = documents.get(file);
    if (!document) return file;
    if (path.length > 0 && !document.document.hasIn(path)) return undefined;
    const { line, column } = rangeOf(document, source).position;
    return `${file}:${line}:${column}`;
  };
}

/**
 * A name with what belongs to it. What does not fit goes on below, in the column where it began, broken after a space or
 * a comma; a longer word stands alone.
 *
 * @param parts kept on one line where they fit: a value, and where it comes from
 */
export function row(name: string, width: number, ...parts: readonly string[]): readonly string[] {
  const indent = " ".repeat(width + 2);
  const room = Math.max(20, WIDTH - indent.length);
  const lines = [""];
  for (const part of parts) {
    const last = lines.at(-1) ?? "";
    if (last === "" || last.length + 2 + part.length <= room) {
      const [first = "", ...rest] = brokenAt(last === "" ? part : `${last}  ${part}`, room);
      lines.splice(-1, 1, first, ...rest);
    } else lines.push(...brokenAt(part, room));
  }
  return lines.map((line, index) => `${index === 0 ? `  ${name.padEnd(width)}` : indent}${line}`.trimEnd());
}

function brokenAt(text: string, room: number): readonly string[] {
  if (text.length <= room) return [text];
  const lines = [""];
  for (const word of text.match(/[^ ,]*[ ,]*/g) ?? []) {
    const last = lines.at(-1) ?? "";
    if (last.length > 0 && last.length + word.trimEnd().length > room) lines.push(word);
    else lines[lines.length - 1] = last + word;
  }
  return lines.map((line) => line.trimEnd());
}

/** The column behind the longest name. */
export function widthOf(names: readonly string[]): number {
  return Math.min(30, Math.max(10, ...names.map(({ length }) => length))) + 2;
}
