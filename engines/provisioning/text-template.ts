/** YAML texts made once and filled in many times. */

import { stringText } from "../../model/yaml-scalar.ts";

/** Between two sites nothing else differs than the texts that fill such a template. */
export type TextTemplate<N extends string> = (values: Readonly<Record<N, string>>) => string;

/** A percent sign makes the writer quote every scalar with a mark in it. */
const mark = (index: number) => `%%${index}%%`;

/** A quoted YAML scalar that holds a mark, or else a mark inside some other text. */
const MARKS = /"([^"\n]*%%\d+%%[^"\n]*)"|%%(\d+)%%/;

/**
 * A YAML text made once and filled in many times; the result is the very text that `make` would give
 * for the values. A value may be a scalar, a part of one, or a part of a literal block.
 *
 * @param names of the values that differ; none of them may decide the lines of the text
 */
export function textTemplate<N extends string>(
  names: readonly N[],
  make: (values: Readonly<Record<N, string>>) => string,
): TextTemplate<N> {
  const marks = Object.fromEntries(names.map((name, index) => [name, mark(index)])) as Record<N, string>;
  const pieces = make(marks).split(new RegExp(MARKS, "g"));
  const parts: (string | ((values: Readonly<Record<N, string>>) => string))[] = [];
  // Split puts two groups between texts: a quoted scalar, or the number of a bare mark.
  for (let index = 0; index < pieces.length; index += 3) {
    parts.push(pieces[index] as string);
    const scalar = pieces[index + 1];
    const bare = pieces[index + 2];
    if (scalar !== undefined) parts.push(scalarPart(scalar, names));
    if (bare !== undefined) {
      const name = names[Number(bare)] as N;
      parts.push((values) => values[name]);
    }
  }
  return (values) => {
    let text = "";
    for (const part of parts) text += typeof part === "string" ? part : part(values);
    return text;
  };
}

/** A scalar is written as its whole value asks for: quoted or plain. */
function scalarPart<N extends string>(scalar: string, names: readonly N[]): TextTemplate<N> {
  const [before = "", ...rest] = scalar.split(/%%(\d+)%%/);
  return (values) => {
    let text = before;
    for (let index = 0; index < rest.length; index += 2) {
      text += values[names[Number(rest[index])] as N] + rest[index + 1];
    }
    return stringText(text, "\n");
  };
}
