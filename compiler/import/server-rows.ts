/** Turns the text of a list of servers into a document: one mapping a row, by header. */

import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Step } from "../../model/source.ts";
import { type Cell, readCsv } from "./csv.ts";
import type { InputDocument } from "./input.ts";
import { columnOf } from "./server-columns.ts";

/** The least that makes a first row one of headers: two known ones, of which one tells servers apart. */
const telling = new Set(["name", "serial", "mac", "machineId"]);

/** Undefined when the first row is not one of headers of servers. */
export function readServerRows(
  file: string,
  text: string,
): { readonly document: InputDocument } | { readonly diagnostics: readonly Diagnostic[] } | undefined {
  const first = readCsv(
    text
      .replace(/^\uFEFF/, "")
      .trimStart()
      .split("\n", 1)[0] ?? "",
  );
  if (!("rows" in first) || !isHead(first.rows[0] ?? [])) return undefined;
  const csv = readCsv(text);
  if ("openQuote" in csv) {
    const diagnostic: Diagnostic = {
      code: "import/csv",
      severity: "error",
      message: "a quote is opened here and never closed, expected a list of servers with a closing quote for each",
      at: { file, path: [], position: csv.openQuote },
      subjects: [],
      hint: "close the quote; inside of quotes write a quote twice",
    };
    return { diagnostics: [diagnostic] };
  }
  const [head = [], ...rows] = csv.rows;
  const keys = uniqueKeys(head);
  const keyOf = (index: number) => keys[index] ?? `column ${index + 1}`;
  const positionOf = ([row, key]: readonly Step[]) => {
    const cells = typeof row === "number" ? rows[row] : undefined;
    const cell = cells?.find((_, index) => keyOf(index) === key) ?? cells?.[0] ?? head[0];
    return cell?.position ?? { line: 1, column: 1 };
  };
  const value = rows.map((cells) => Object.fromEntries(cells.map((cell, index) => [keyOf(index), cell.text])));
  return { document: { file, value, positionOf } };
}

function isHead(cells: readonly Cell[]): boolean {
  const known = cells.flatMap(({ text }) => columnOf(text) ?? []);
  return known.length >= 2 && known.some((column) => telling.has(column));
}

/** A header that is there twice gets the number of its column, so that no cell hides another. */
function uniqueKeys(head: readonly Cell[]): readonly string[] {
  const texts = head.map(({ text }) => text);
  return texts.map((text, index) => (texts.indexOf(text) === index ? text : `${text} (column ${index + 1})`));
}
