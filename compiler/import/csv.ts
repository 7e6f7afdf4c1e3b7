/** Reads comma-separated values (RFC 4180, and what spreadsheets make of it) with the position of every cell. */

import type { Position } from "../../model/source.ts";

export interface Cell {
  readonly text: string;
  readonly position: Position;
}

export type Row = readonly Cell[];

const delimiters = [",", ";", "\t"];

/** Rows with any text in them, or where a quote stays open. A byte order mark, CRLF and blank lines do not matter. */
export function readCsv(text: string): { readonly rows: readonly Row[] } | { readonly openQuote: Position } {
  const body = text.replace(/^\uFEFF/, "");
  const delimiter = delimiterOf(body);
  const rows: Cell[][] = [];
  let row: Cell[] = [];
  let at = 0;
  let [line, lineStart] = [1, 0];
  while (at <= body.length) {
    const position = { line, column: at - lineStart + 1 };
    const cell = body[at] === '"' ? quotedCell(body, at) : plainCell(body, at, delimiter);
    if (!cell) return { openQuote: position };
    row.push({ text: cell.text.trim(), position });
    for (let index = at; index < cell.end; index++) if (body[index] === "\n") [line, lineStart] = [line + 1, index + 1];
    // What stands between a closing quote and the next delimiter belongs to nobody; spreadsheets leave blanks there.
    at = cell.end;
    while (at < body.length && body[at] !== delimiter && body[at] !== "\n") at++;
    if (body[at] === delimiter) {
      at++;
      continue;
    }
    rows.push(row);
    row = [];
    at++;
    [line, lineStart] = [line + 1, at];
  }
  return { rows: rows.filter((cells) => cells.some((cell) => cell.text !== "")) };
}

/** The one that the first line with text has most of. */
function delimiterOf(body: string): string {
  const line = body.split("\n").find((each) => each.trim() !== "") ?? "";
  const counts = delimiters.map((each) => line.split(each).length);
  return delimiters[counts.indexOf(Math.max(...counts))] as string;
}

function quotedCell(body: string, start: number): { readonly text: string; readonly end: number } | undefined {
  let text = "";
  for (let at = start + 1; at < body.length; at++) {
    if (body[at] !== '"') text += body[at];
    else if (body[at + 1] === '"') text += body[at++];
    else return { text, end: at + 1 };
  }
  return undefined;
}

function plainCell(body: string, start: number, delimiter: string): { readonly text: string; readonly end: number } {
  let end = start;
  while (end < body.length && body[end] !== delimiter && body[end] !== "\n") end++;
  return { text: body.slice(start, end).replace(/\r$/, ""), end };
}
