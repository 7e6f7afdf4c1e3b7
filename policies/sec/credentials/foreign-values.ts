/** Names and values of which the name is in another language than English, and may have blanks. */

import type { NamedValue } from "./named-values.ts";
import { foreignKeys, foreignPasswords } from "./secret-words.ts";

const value = `(?:"([^"\\n]{1,500})"|'([^'\\n]{1,500})'|([^\\s"'\`,;&}\\][<][^\\s"',;&}\\]<]{0,500}))(?=([^\\n]{0,40}))`;

const assigned = (words: string) =>
  new RegExp(
    `(?:${words})(?:[_.-][\\w\\u0080-\\uffff]{1,20})?["']?[ \\t]{0,3}(?:=>|:=|[:=：])[ \\t\\u3000]{0,8}${value}`,
    "gi",
  );
/** As in "the password of the tills is": a few words, and what says that one is the other. */
const told = new RegExp(
  `(?:${foreignPasswords})(?![\\w-])[^.:\\n]{0,60}?(?:\\b(?:lautet|ist|est|es|é|è|to|war)\\b:?[ \\t]{1,4}|是|为|為|は)["'\`]?((?=[!-~]{0,60}[\\d!@#%^&*])[!-~]{6,100})`,
  "gi",
);
const patterns = [
  { name: "password", pattern: assigned(foreignPasswords) },
  { name: "secret", pattern: assigned(foreignKeys) },
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
  for (const [, password = ""] of text.matchAll(told))
    found.push({ name: "password", value: password.replace(/[.,;:?)]+$/, "") });
  return found;
}
