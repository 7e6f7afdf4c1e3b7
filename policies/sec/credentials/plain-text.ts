/** Tells most texts of a fleet, which are names, addresses and paths, from those that may hold a credential, in one pass. */

/** Longest text that is one name, address, path or setting. */
export const SHORT = 200;

/** Words of names that speak of credentials. */
export const mayNameSecret = /pass|pwd|psk|secret|token|cred|key|auth|bearer|salt|pepper|nonce|seed|dsn|sas|jwt/i;

/** The same, and what begins a key or a command that takes a password. */
const telling = new RegExp(`${mayNameSecret.source}|BEGIN|curl|machine`, "i");

/** The first three letters of each of them: five bits a letter. */
const starts = new Uint8Array(1 << 15);
for (const word of telling.source.split("|")) starts[[...word.slice(0, 3)].reduce(joined, 0)] = 1;

function joined(letters: number, next: string): number {
  return ((letters << 5) | (next.charCodeAt(0) & 31)) & 0x7fff;
}

const IN_RUN = 1;
const MIXED = 2;
const HEX = 4;

/** What a character may be of a token: of a run of base64, of one that no human wrote, of a hash. */
const kinds = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const text = String.fromCharCode(code);
  kinds[code] =
    (/[\w+/-]/.test(text) ? IN_RUN : 0) | (/[A-Z_+]/.test(text) ? MIXED : 0) | (/[0-9a-f]/.test(text) ? HEX : 0);
}

/** A token has so many characters. */
const RUN = 16;
const HEX_RUN = 24;

const AT = "@".charCodeAt(0);

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
  let mayTell = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === AT) return false;
    const kind = code < 128 ? (kinds[code] as number) : 0;
    run = kind & IN_RUN ? run + 1 : 0;
    isMixed = run > 0 && (isMixed || (kind & MIXED) !== 0);
    hex = kind & HEX ? hex + 1 : 0;
    if ((isMixed && run >= RUN) || hex >= HEX_RUN) return false;
    letters = ((letters << 5) | (code & 31)) & 0x7fff;
    mayTell ||= starts[letters] === 1;
  }
  return !(mayTell && telling.test(text));
}
