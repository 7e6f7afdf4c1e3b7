/** Settings without a sign between name and value: `requirepass X`, `password 7 X`, `IDENTIFIED BY 'X'`. */

import { isDrawn, isLikelySecret, isLiteralSecret, isPasswordLike } from "./secret-values.ts";

/** Words after which a password stands, whoever's configuration it is. */
const passwords = `pass(?:word|wd|w|phrase|code)?\\d?|psk|psksecret|ppk|rootpw|pw|requirepass|masterauth`;
/** Words after which a name may stand just as well. */
const keys =
  "secret|token|communit(?:y|y6)|com2sec6?|key-string|authentication-key|shared-secret|pre-shared-key|identified|cipher|password-auth|(?:api|auth|encryption|private|account|master|license|access|secret)[_-]?key";

/** What stands between such a word and its value and says that the value is one: a form of it, a number of Cisco's. */
const form =
  "0|5|7|8|9|10|cipher|simple|irreversible-cipher|reversible|hash|encrypted|plaintext|plain-text|ascii-text|ascii|hexadecimal|enc|md5|sha\\d{0,3}|read|write|trap|by|force";
/** What says nothing of the value: a member of a keyring, an option of a command. */
const filler = "-v|--value|-w|-c|\\d{1,2}|root|admin|default|=|:";

const statement = new RegExp(
  `(?:(${passwords})|(${keys}))(?![\\w.-])["')]{0,2},?[ \\t]{1,20}((?:(?:${form})[ \\t]{1,8}){0,3})(?:(?:${filler})[ \\t]{1,8}){0,2}(?:"([^"\\n]{4,300})"|'([^'\\n]{4,300})'|([^\\s"';,{}()<>|]{4,300})(?=[\\s"';,{}()<>|]|$))`,
  "gi",
);
/** In prose, a few words stand between. */
const prose = /pass(?:word|phrase|code)(?![\w-])[^.:\n]{0,60}?\bis\b:?[ \t]{1,4}["'`]?([!-~]{6,100})/gi;
/** Somebody and a password in brackets or behind a stroke, as in notes. */
const note =
  /(?:\b(?:admin|administrator|root|operator|ubuntu|pi|service|support)|\blogin:[ \t][\w.@-]{1,40})[ \t]?\/[ \t]?([^\s"'/)]{6,60})/gi;
/** Where a keyword of the same line says whose key it is. */
const linesWithKeys =
  /\b(?:radius|tacacs|isakmp|key-chain|message-digest-key|snmp-server user|createUser|authentication-key|usm)\b[^\n]{0,200}/gi;
const lineKey =
  /\b(?:key|md5|sha(?:-?\d{1,3})?|aes|des|3des)[ \t]{1,4}(?:\d{1,3}[ \t]{1,4})?(?:"([^"\n]{6,100})"|([^\s"']{6,100}))/gi;

/** So much before a word tells whether it belongs to a path, such as `/etc/rsync.pass`. */
const PATH = 40;
const endsInPath = /\/[\w.-]*$/;

/** Whether a statement of a text gives a credential away. */
export function holdsStatement(text: string): boolean {
  for (const match of text.matchAll(statement)) {
    const [, password, , formed = "", double, single, unquoted] = match;
    if (endsInPath.test(text.slice(Math.max(0, match.index - PATH), match.index))) continue;
    const value = double ?? single ?? withoutEnd(unquoted ?? "");
    if (/simple|cipher|enc|hash|text|\d|md5|sha|hex/i.test(formed) && isLiteralSecret(value) && value.length >= 6) {
      if (isPasswordLike(value) || /simple|cipher|enc|hash|text/i.test(formed)) return true;
      continue;
    }
    const isOne = password === undefined ? isKey(value, unquoted === undefined) : isPasswordLike(value);
    if (isOne) return true;
  }
  for (const [, value = ""] of text.matchAll(prose)) if (isPasswordLike(withoutEnd(value))) return true;
  for (const [, value = ""] of text.matchAll(note)) {
    if (/[a-z]/i.test(value) && /[\d!@#%^&*]/.test(value) && isPasswordLike(withoutEnd(value))) return true;
  }
  for (const [line] of text.matchAll(linesWithKeys)) {
    for (const [, quoted, unquoted] of line.matchAll(lineKey)) {
      if (isPasswordLike(quoted ?? unquoted ?? "")) return true;
    }
  }
  return false;
}

/** A sentence ends behind its last word. */
const withoutEnd = (value: string) => value.replace(/[.,:;!?)\]\\]+$/, (end) => (end.startsWith("!") ? "!" : ""));

/** A name with its number stands behind the same words, so more is asked of what is not quoted. */
function isKey(value: string, isQuoted: boolean): boolean {
  if (
    !isLikelySecret(value) ||
    /^\d+:\d+$/.test(value) ||
    (!isQuoted &&
      /[(/=]/.test(value.slice(0, -2)) &&
      !/^(?:[A-Za-z0-9+/]{20,}={1,2}|(?=[^\s]{0,60}[A-Z])[A-Za-z0-9+/]{32,})$/.test(value))
  )
    return false;
  return isQuoted || (/\d/.test(value) && (!/[-._:]/.test(value) || isDrawn(value)));
}
