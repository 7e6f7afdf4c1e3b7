/** Recognises credentials: by their format, by the name they stand under, and inside of encoded texts. */

import { memoizeByValue, whenRunEnds } from "../../../model/memo.ts";
import { withEqualAddresses } from "./addresses.ts";
import { holdsCall, mayHoldCall } from "./call-shapes.ts";
import { HarmlessLines } from "./changed-lines.ts";
import { holdsColumn } from "./columns.ts";
import { commandShapes, mayHoldCommand } from "./command-shapes.ts";
import { configurationShapes } from "./configuration-shapes.ts";
import { encodedTexts, otherReadings } from "./encoded-text.ts";
import { credentialInWrittenFile, fileSearch } from "./file-formats.ts";
import { foreignValues } from "./foreign-values.ts";
import { libraryFinding } from "./library-shapes.ts";
import { type NamedValue, namedValues } from "./named-values.ts";
import { withEqualNames } from "./own-names.ts";
import { isPlain, mayNameSecret, SHORT } from "./plain-text.ts";
import { type NameWeight, weightOfName } from "./secret-names.ts";
import { isSecretObject } from "./secret-object.ts";
import { isDrawn, isLikelySecret, isLiteralSecret, isPasswordLike, isToldSecret } from "./secret-values.ts";
import { isForeign } from "./secret-words.ts";
import { holdsStatement } from "./statements.ts";
import { type TokenShape, tokenShapes } from "./token-shapes.ts";

/** Texts in texts in texts: a kubeconfig in a cloud-config in the values of a chart. */
const DEEPEST = 3;

const byName = "what looks like a credential by its name";

/**
 * What kind of credential a setting gives away; undefined where it gives none.
 *
 * @param name of the setting, as its file has it
 */
export function credentialInSetting(name: string, value: string): string | undefined {
  return searchOf(name)(value) ?? credentialInText(value);
}

type Search = (value: string) => string | undefined;

const noSearch: Search = () => undefined;

/** What a name asks of its value. A fleet has few names and uses them often. */
const searchOf = memoizeByValue((name: string): Search => {
  const searches = [searchByName(name), fileSearch(name), leadsOnFormat.test(name) ? searchAsLine(name) : undefined];
  const given = searches.filter((each) => each !== undefined);
  if (given.length < 2) return given[0] ?? noSearch;
  return (value) => {
    for (const each of given) {
      const found = each(value);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}, 5_000);

/** Names that belong to a format: `certificateKey`, `Authorization`, `encrypt` of Consul, `opc` of a SIM. */
const leadsOnFormat = /key|token|auth|cookie|encrypt|-team$|^(?:opc?|ki?)$/i;

/** A setting in one line, as its file may have it. */
function searchAsLine(name: string): Search {
  return (value) =>
    value.length < 16 || value.includes("\n") ? undefined : inFormatOfLine(`${name}: "${value}"`) || undefined;
}

const inFormatOfLine = memoizeByValue((line: string) => shapeOf(tokenShapes, line) ?? "", 5_000);

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
  leadsOn: (line) => mayNameSecret.test(line) || isForeign.test(line),
  alike: withEqualNames,
});
whenRunEnds(() => harmless.forget());

const ofShortText = memoizeByValue((text: string) => search(text, 0) ?? "", 20_000);

function search(text: string, depth: number): string | undefined {
  return (
    (mayHoldToken.test(text) ? inFormat(text) : undefined) ??
    (mayHoldCommand.test(text) ? shapeOf(commandShapes, text) : undefined) ??
    (mayHoldCall.test(text) && holdsCall(text) ? "a password of a program" : undefined) ??
    (mayNameSecret.test(text) ? inSettings(text) : undefined) ??
    (isForeign.test(text) && foreignValues(text).some(isCredential) ? "a password" : undefined) ??
    inEncoded(text, depth)
  );
}

/** What every format has: a long run without a blank, a key's first line, somebody at a host, a command. */
const mayHoldToken =
  /[\w+/=~.$:-]{16}|BEGIN|PuTTY|\/\/[^\s@]{0,300}@|\{PLAIN|\{CLEAR|ey["']?\s?[:=]\s?\[\s?\d|curl|machine|sshpass|chpasswd|Bearer|Basic/;

function inFormat(text: string): string | undefined {
  return shapeOf(tokenShapes, text) ?? fromLibrary(text);
}

function shapeOf(shapes: readonly TokenShape[], text: string): string | undefined {
  return shapes.find(({ pattern }) => pattern.test(text))?.name;
}

function fromLibrary(text: string): string | undefined {
  const id = libraryFinding(text);
  return id === undefined ? undefined : `a credential (${id})`;
}

function inSettings(text: string): string | undefined {
  if (namedValues(text).some(isCredential)) return "a password";
  if (holdsStatement(text) || holdsColumn(text)) return "a password";
  return (
    shapeOf(configurationShapes, text) ??
    credentialInWrittenFile(text) ??
    (isSecretObject(text) ? "a Secret as text" : undefined)
  );
}

function isCredential({ name, value }: NamedValue): boolean {
  return searchByName(name)?.(value) !== undefined;
}

function inEncoded(text: string, depth: number): string | undefined {
  if (depth === DEEPEST) return undefined;
  for (const { name, text: inner } of otherReadings(text)) {
    const found = search(inner, depth + 1);
    if (found !== undefined) return `${found}, ${name}`;
  }
  for (const inner of encodedTexts(text)) {
    const found = isEncodedUser(inner) ? "somebody and a password" : search(inner, depth + 1);
    if (found !== undefined) return `${found}, encoded in base64`;
  }
  return undefined;
}

function searchByName(name: string): Search | undefined {
  const weight = weightOfName(name);
  const isOne = weight === undefined ? (/user$/i.test(name) ? isUserWithPassword : undefined) : isOneBy[weight];
  return isOne && ((value) => (isOne(value) ? byName : undefined));
}

/** Whether a value is a credential under a name that says so much. */
const isOneBy: Readonly<Record<NameWeight, (value: string) => boolean>> = {
  strong: isLiteralSecret,
  told: isToldSecret,
  guess: isPasswordLike,
  weak: (value) => isLikelySecret(value) || isLikelySecret(decoded(value)),
  drawn: isDrawn,
  digits: (value) => /^\d{4,12}$/.test(value.trim()),
};

/** As the header of HTTP has them. */
function isEncodedUser(text: string): boolean {
  return isPasswordLike(/^[A-Za-z][\w.@-]{1,60}:([!-~]{6,100})\s*$/.exec(text)?.[1] ?? "");
}

/** Somebody and a password, which programs take in one setting. */
function isUserWithPassword(value: string): boolean {
  return isLikelySecret(/^[A-Za-z][\w.-]{0,60}:([^\s:/]{6,100})$/.exec(value)?.[1] ?? "");
}

function decoded(value: string): string {
  return encodedTexts(value)[0] ?? "";
}
