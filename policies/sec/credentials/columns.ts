/** Tables of text, CSV or Markdown, of which a column has passwords. */

import { weightOfName } from "./secret-names.ts";
import { isLiteralSecret, isPasswordLike } from "./secret-values.ts";

const headers = /^[^:={}\n]{0,200}(?:pass|pwd|secret|token|\bki\b|\bopc?\b)[^:={}\n]{0,200}\n/gim;

/** Keys of a SIM, in a list of cards. */
const isKeyOfSim = /^(?:ki|opc?)$/i;

/** At most so many rows are looked at below a header. */
const ROWS = 50;

/** Whether a cell below a header that says so holds a credential. */
export function holdsColumn(text: string): boolean {
  let end = 0;
  for (const match of text.matchAll(headers)) {
    if (match.index < end) continue;
    const header = match[0].trim();
    const sign = ["|", ";", "\t", ","].find((each) => header.includes(each));
    if (sign === undefined) continue;
    const index = cells(header, sign).findIndex((cell) => weightOfName(cell) === "strong" || isKeyOfSim.test(cell));
    if (index < 0) continue;
    const width = cells(header, sign).length;
    end = match.index + match[0].length;
    for (const row of text.slice(end).split("\n", ROWS)) {
      const values = cells(row, sign);
      if (values.length !== width) break;
      end += row.length;
      const value = values[index] ?? "";
      if (isLiteralSecret(value) && isPasswordLike(value)) return true;
    }
  }
  return false;
}

const cells = (line: string, sign: string): readonly string[] =>
  line
    .trim()
    .replace(/^\||\|$/g, "")
    .split(sign)
    .map((cell) => cell.trim().replace(/^["'`]|["'`]$/g, ""));
