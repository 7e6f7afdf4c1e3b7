/** Text, numbers and booleans as YAML scalars: quoted when a reader could mistake them. */

import { memoizeByValue } from "./memo.ts";

/** YAML 1.1 takes a number with an exponent for text unless its mantissa has a point. */
export function numberText(value: number): string {
  return String(value).replace(/^(-?\d+)e/, "$1.0e");
}

/**
 * A key with its colon. Over the 1,024 characters that YAML allows between the start of a key and its colon, the
 * explicit form stands in; `newLine` is a line break and the indentation of the key.
 */
export function keyText(key: string, newLine: string): string {
  if (key.length <= SHORT) return shortKeyText(key);
  const text = plainOrQuoted(key);
  return text.length <= 1000 ? `${text}:` : `? ${text}${newLine}:`;
}

/** A string as a plain scalar, a literal block (its lines after `newLine`) or in double quotes, whichever is safe first. */
export function stringText(text: string, newLine: string): string {
  return text.includes("\n") && !UNFIT_FOR_BLOCK.test(text) ? blockText(text, newLine) : wordText(text);
}

/** Readers differ on blocks that start with a blank or an empty line, on blanks at line ends and on unprintable text. */
const UNFIT_FOR_BLOCK = /^[ \t\n]|[ \t](?:\n|$)|[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;

function blockText(text: string, newLine: string): string {
  const chomping = text.endsWith("\n\n") ? "+" : text.endsWith("\n") ? "" : "-";
  const lines = chomping === "-" ? text : text.slice(0, -1);
  return `|${chomping}${newLine}${lines.replace(/\n(?=[^\n])/g, newLine)}`;
}

/** A fleet repeats its short strings. */
const SHORT = 128;
const MOST_WORDS = 20_000;

function wordText(text: string): string {
  return text.length <= SHORT ? shortWordText(text) : plainOrQuoted(text);
}

const shortWordText = memoizeByValue(plainOrQuoted, MOST_WORDS);
/** Keys are few and written most often: they stay, however many words come by. */
const shortKeyText = memoizeByValue((key: string) => `${plainOrQuoted(key)}:`, MOST_WORDS);

function plainOrQuoted(text: string): string {
  return PLAIN.test(text) && !RESERVED.test(text) ? text : quotedText(text);
}

/**
 * Words, paths, images, sentences, and options such as `--v=2`; durations and quantities such as `1h30m`, `250m`, `2Gi`;
 * CIDR ranges. Apart from RESERVED, no version of YAML has a number, a date or an indicator of these shapes.
 */
const PLAIN =
  /^(?:(?:[A-Za-z_/]|\.\/|--[A-Za-z])[\w./@=+,()-]*(?:[ :][\w./@=+,()-]+)*|(?:\d+[smh])+|\d+[KMGT]i|\d+(?:\.\d+){3}\/\d+)$/;

/** Booleans, nulls and what some reader takes for a number: npm `yaml` in version 1.1 reads `e1` and `E-5` as floats. */
const RESERVED = /^(?:y|n|yes|no|on|off|true|false|null|inf|nan|e[-+]?\d+)$/i;

/** A JSON string is a YAML string once the characters that only JSON leaves bare are escaped. */
function quotedText(text: string): string {
  return JSON.stringify(text).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
