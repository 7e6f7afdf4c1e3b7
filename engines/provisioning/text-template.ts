/** YAML texts made once and filled in many times. */

import { stringText } from "../../model/yaml-scalar.ts";

/** Between two sites nothing else differs than the texts that fill such a template. */
export type TextTemplate<N extends string> = (values: Readonly<Record<N, string>>) => string;

/** A percent sign makes the writer quote every scalar with a mark in it. The series keeps marks apart from the text. */
const mark = (series: number, index: number) => `%%${series}.${index}%%`;

/** A quoted YAML scalar that holds a mark, or else a mark inside some other text. */
const marksOf = (series: number) => new RegExp(`"([^"\\n]*%%${series}\\.\\d+%%[^"\\n]*)"|%%${series}\\.(\\d+)%%`, "g");

/**
 * A YAML text made once and filled in many times; the result is the very text that `make` would give
 * for the values. A value may be a scalar, a part of one, or a part of a literal block; it stays in its line, so the
 * template throws for one with a line break. What the text itself holds is never taken for a mark.
 *
 * @param names of the values that differ; none of them may decide the lines of the text
 * @param indented those of several lines, which the caller has moved to where they stand
 */
export function textTemplate<N extends string>(
  names: readonly N[],
  make: (values: Readonly<Record<N, string>>) => string,
  indented: readonly N[] = [],
): TextTemplate<N> {
  const lines = names.filter((name) => !indented.includes(name));
  const bare = make(Object.fromEntries(names.map((name) => [name, ""])) as Record<N, string>);
  let series = 0;
  while (bare.includes(`%%${series}.`)) series++;
  const marks = Object.fromEntries(names.map((name, index) => [name, mark(series, index)])) as Record<N, string>;
  const pieces = make(marks).split(marksOf(series));
  const parts: (string | ((values: Readonly<Record<N, string>>) => string))[] = [];
  // Split puts two groups between texts: a quoted scalar, or the number of a bare mark.
  for (let index = 0; index < pieces.length; index += 3) {
    parts.push(pieces[index] as string);
    const scalar = pieces[index + 1];
    const number = pieces[index + 2];
    if (scalar !== undefined) parts.push(scalarPart(scalar, series, names));
    if (number !== undefined) {
      const name = names[Number(number)] as N;
      parts.push((values) => values[name]);
    }
  }
  return (values) => {
    for (const name of lines) assertOneLine(name, values[name]);
    let text = "";
    for (const part of parts) text += typeof part === "string" ? part : part(values);
    return text;
  };
}

/** A scalar is written as its whole value asks for: quoted or plain. */
function scalarPart<N extends string>(scalar: string, series: number, names: readonly N[]): TextTemplate<N> {
  const [before = "", ...rest] = scalar.split(new RegExp(`%%${series}\\.(\\d+)%%`));
  return (values) => {
    let text = before;
    for (let index = 0; index < rest.length; index += 2) {
      text += values[names[Number(rest[index])] as N] + rest[index + 1];
    }
    return stringText(text, "\n");
  };
}

/** Readers of YAML differ in what breaks a line; no control character has a place in one anyway. */
export function isOneLine(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return !/[\u0000-\u001f\u007f\u0085\u2028\u2029]/.test(value);
}

function assertOneLine(name: string, value: string): void {
  if (!isOneLine(value)) {
    throw new TypeError(`${name} is ${JSON.stringify(value)}, expected text of one line`);
  }
}
