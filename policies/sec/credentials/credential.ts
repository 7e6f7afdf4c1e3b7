/** Recognises credentials: by their format, by the name they stand under, and inside of encoded texts. */

import { memoizeByValue, whenRunEnds } from "../../../model/memo.ts";
import { withEqualAddresses } from "./addresses.ts";
import { HarmlessLines } from "./changed-lines.ts";
import { encodedTexts } from "./encoded-text.ts";
import { libraryFinding } from "./library-shapes.ts";
import { namedValues } from "./named-values.ts";
import { isPlain, mayNameSecret, SHORT } from "./plain-text.ts";
import { weightOfName } from "./secret-names.ts";
import { isLikelySecret, isLiteralSecret } from "./secret-values.ts";
import { tokenShapes } from "./token-shapes.ts";

/** Texts in texts in texts: a kubeconfig in a cloud-config in the values of a chart. */
const DEEPEST = 3;

const byName = "what looks like a credential by its name";

/**
 * What kind of credential a setting gives away; undefined where it gives none.
 *
 * @param name of the setting, as its file has it
 */
export function credentialInSetting(name: string, value: string): string | undefined {
  return credentialByName(name, value) ?? credentialInText(value);
}

/** What kind of credential stands in a text of any format; undefined where there is none. */
export function credentialInText(text: string): string | undefined {
  if (isPlain(text)) return undefined;
  // Labels, names and versions are the same in thousands of objects, addresses differ by nothing that matters.
  return text.length <= SHORT
    ? ofShortText(withEqualAddresses(text)) || undefined
    : harmless.find(text, (lines) => search(lines, 0));
}

/** Files and settings of thousands of sites differ in a few lines; the others were looked at. */
const harmless = new HarmlessLines({
  isPlain,
  leadsOn: (line) => mayNameSecret.test(line),
  alike: withEqualAddresses,
});
whenRunEnds(() => harmless.forget());

const ofShortText = memoizeByValue((text: string) => search(text, 0) ?? "", 20_000);

function search(text: string, depth: number): string | undefined {
  return (
    (mayHoldToken.test(text) ? inFormat(text) : undefined) ??
    (mayNameSecret.test(text) ? inSettings(text) : undefined) ??
    inEncoded(text, depth)
  );
}

/** What every format has: a long run without a blank, a key's first line, somebody at a host, a command. */
const mayHoldToken = /[\w+/=~.$:-]{16}|BEGIN|PuTTY|\/\/[^\s@]{0,300}@|curl|machine|sshpass|chpasswd|Bearer|Basic/;

function inFormat(text: string): string | undefined {
  return tokenShapes.find(({ pattern }) => pattern.test(text))?.name ?? fromLibrary(text);
}

function fromLibrary(text: string): string | undefined {
  const id = libraryFinding(text);
  return id === undefined ? undefined : `a credential (${id})`;
}

function inSettings(text: string): string | undefined {
  return namedValues(text).some(({ name, value }) => credentialByName(name, value) !== undefined)
    ? "a password"
    : undefined;
}

function inEncoded(text: string, depth: number): string | undefined {
  if (depth === DEEPEST) return undefined;
  for (const inner of encodedTexts(text)) {
    const found = search(inner, depth + 1);
    if (found !== undefined) return `${found}, encoded in base64`;
  }
  return undefined;
}

function credentialByName(name: string, value: string): string | undefined {
  const weight = weightOfName(name);
  if (weight === undefined) return undefined;
  const isOne = weight === "strong" ? isLiteralSecret(value) : isLikelySecret(value) || isLikelySecret(decoded(value));
  return isOne ? byName : undefined;
}

function decoded(value: string): string {
  return encodedTexts(value)[0] ?? "";
}
