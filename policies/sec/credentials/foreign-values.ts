/** Names and values of which the name is in another language than English, and may have blanks. */

import type { NamedValue } from "./named-values.ts";
import { isPasswordLike } from "./secret-values.ts";
import { foreignKeys, foreignPasswords } from "./secret-words.ts";

const value = `(?:"([^"\\n]{1,500})"|'([^'\\n]{1,500})'|([^\\s"'\`,;&}\\][<][^\\s"',;&}\\]<]{0,500}))(?=([^\\n]{0,40}))`;

const assigned = (words: string) =>
  new RegExp(
    `(?:${words})(?:[_.-][\\w\\u0080-\\uffff]{1,20})?["']?[ \\t]{0,3}(?:=>|:=|[:=：])[ \\t\\u3000]{0,8}${value}`,
    "gi",
  );
/** As in "the password of the tills is": a few words, and what says that one is the other. */
const sentence = new RegExp(
  `(?:${foreignPasswords})(?![\\w-])[^.:\\n]{0,60}?(?:(?<=[ \\t])(?:lautet|ist|est|es|é|è|to|war|là|adalah|är|er|je|jest|eh|это|—|=)(?=[ \\t:]):?[ \\t]{1,4}|是|为|為|は)["'\`]?([!-~]{6,100})`,
  "gi",
);
/** As in notes, of which the next word has letters and a digit. */
const note = new RegExp(`(?:${foreignPasswords})[ \\t]{1,3}["'\`]?((?=[A-Za-z][!-~]{0,60}\\d)[!-~]{6,60})`, "gi");
const patterns = [
  { name: "password", pattern: assigned(foreignPasswords) },
  { name: "secret", pattern: assigned(foreignKeys) },
  // Glued to another word it may be one of many: `matKhauWifi`, but also `Passwortlänge`.
  { name: "secret", pattern: assigned(`(?:${foreignPasswords})(?:[ _.-]?[\\w\\u0080-\\uffff]{1,20}){1,3}`) },
];

/** All of them, each under the English name for what it is. */
export function foreignValues(text: string): readonly NamedValue[] {
  const found: NamedValue[] = [];
  for (const { name, pattern } of patterns) {
    for (const [, double, single, bare, rest = ""] of text.matchAll(pattern)) {
      // Unquoted words in a row are a sentence.
      if (bare !== undefined && /^[ \t]+(?!#|\/\/|--)\p{L}+(?:[ ,.]|$)/u.test(rest)) continue;
      found.push({ name, value: double ?? single ?? bare ?? "" });
    }
  }
  for (const [, next = ""] of text.matchAll(note)) {
    const password = next.replace(/[.,;:?)"'`]+$/, "");
    if (isPasswordLike(password)) found.push({ name: "password", value: password });
  }
  for (const [, told = ""] of text.matchAll(sentence)) {
    const password = told.replace(/[.,;:?)]+$/, "");
    // A word of the sentence has neither a digit or a sign nor a capital inside.
    if (/[\d!@#%^&*]|[a-z][A-Z]/.test(password)) found.push({ name: "password", value: password });
  }
  return found;
}
