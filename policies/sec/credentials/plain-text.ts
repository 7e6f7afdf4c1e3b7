/** Tells most texts of a fleet, which are names, addresses and paths, from those that may hold a credential, in one pass. */

import { mayHoldCall } from "./call-shapes.ts";
import { mayHoldCommand } from "./command-shapes.ts";
import { foreignStarts, isForeign } from "./secret-words.ts";

/** Longest text that is one name, address, path or setting. */
export const SHORT = 200;

/** Words of names that speak of credentials, in English; `isForeign` has the others. */
export const mayNameSecret =
  /pass|pwd|psk|secret|token|cred|key|auth|bearer|salt|pepper|nonce|seed|dsn|sas|jwt|communit|cipher|_pw|pw[\s:="'_>-]|pin[\s:="']|hmac|usim|opc|sk\s?=|com2sec|createuser|identified|snmp|on >|(?:admin|root|operator|support)[ \t]?\/|\$USER\d|\{PLAIN|\{CLEAR|login:|user["']?[ \t]?[:=][ \t]?["']?[A-Za-z][\w.-]{0,40}:/i;

/** The same, and what begins a key or a command that takes a password. */
const telling = new RegExp(
  `${mayNameSecret.source}|BEGIN|machine|hook|curl|\\]:\\d|${mayHoldCall.source}|${mayHoldCommand.source}`,
  "i",
);

/** Where a word may begin: the last four letters, five bits a letter; one bit for words of English, one for others. */
const starts = new Uint8Array(1 << 20);
const ENGLISH = 1;
const FOREIGN = 2;
const telltales =
  "pass,pwd,psk,secr,toke,cred,key,auth,bear,salt,pepp,nonc,seed,dsn,sas,jwt,comm,ciph,_pw,pw:,pw=,pw>,pw ,pw-,pw_,pw',pw\",pin:,pin=,pin ,pin',pin\",hmac,usim,opc,sk=,sk ,com2,crea,iden,snmp,]:58,]:25,]:46,mosq,mqtt,getc,pdo(,pdo ,pg_c,mysq,on >,admi,root,oper,supp,$use,{pla,{cle,logi,user,begi,mach,hook,curl,at+,at^,at$, -u , -u=, -l , -l=".split(
    ",",
  );
for (const word of [...telltales, ...mayHoldCommand.source.split("|").map((each) => each.replaceAll("\\", ""))])
  mark(word, ENGLISH);
for (const word of foreignStarts) mark(word, FOREIGN);

/** A word of three letters begins with any fourth before it. */
function mark(word: string, language: number): void {
  const letters = [...word.slice(0, 4)].reduce(joined, 0);
  if (word.length >= 4) starts[letters] = (starts[letters] as number) | language;
  else
    for (let before = 0; before < 32; before++) {
      const index = letters | (before << 15);
      starts[index] = (starts[index] as number) | language;
    }
}

function joined(letters: number, next: string): number {
  return ((letters << 5) | (next.toLowerCase().charCodeAt(0) & 31)) & 0xfffff;
}

const IN_RUN = 1;
const MIXED = 2;
const HEX = 4;
/** An at-sign, or what begins an escaped character. */
const SIGN = 8;
/** Beyond ASCII. */
const OTHER = 16;

/** What a character may be of a token: of a run of base64, of one that no human wrote, of a hash. */
const kinds = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const text = String.fromCharCode(code);
  kinds[code] =
    (/[\w+/-]/.test(text) ? IN_RUN : 0) |
    (/[A-Z_+]/.test(text) ? MIXED : 0) |
    (/[0-9a-f]/.test(text) ? HEX : 0) |
    (/[@\\]/.test(text) ? SIGN : 0);
}

/** A token has so many characters. */
const RUN = 16;
const HEX_RUN = 24;

const AT = "@".charCodeAt(0);

/** Whether a backslash writes a character by its number. */
const isEscape = (text: string, index: number) => /[ux]/.test(text.charAt(index + 1));

/**
 * Whether a text has nothing of a credential: no somebody at a host, no long run with capitals or signs, none of
 * hexadecimal digits, and no word that speaks of one. A long text never counts as plain.
 */
export function isPlain(text: string): boolean {
  if (text.length >= SHORT) return false;
  if (text.length < 8) return true;
  let run = 0;
  let isMixed = false;
  let hex = 0;
  let letters = 0;
  let told = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const kind = code < 128 ? (kinds[code] as number) : OTHER;
    run = kind & IN_RUN ? run + 1 : 0;
    isMixed = run > 0 && (isMixed || (kind & MIXED) !== 0);
    hex = kind & HEX ? hex + 1 : 0;
    if ((isMixed && run >= RUN) || hex >= HEX_RUN) return false;
    if (kind >= SIGN && (kind === OTHER || code === AT || isEscape(text, index))) {
      if (kind !== OTHER) return false;
      told |= FOREIGN;
    }
    letters = ((letters << 5) | (code & 31)) & 0xfffff;
    told |= starts[letters] as number;
  }
  return !((told & ENGLISH && telling.test(text)) || (told & FOREIGN && isForeign.test(text)));
}
