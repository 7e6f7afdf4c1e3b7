/** Draws letters, bytes and passwords as people and machines make them: the same for the same seed. */

import { seededNumbers } from "./numbers.ts";

/** A text of a set of letters; the length is in letters, for the sets of bytes in bytes, for words in words. */
export type Draw = (set: string, length: number) => string;

const upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const lower = upper.toLowerCase();
const digits = "0123456789";

const letters: Readonly<Record<string, string>> = {
  alnum: upper + lower + digits,
  upper,
  lower,
  digits,
  hex: `${digits}abcdef`,
  HEX: `${digits}ABCDEF`,
  b32: `${upper}234567`,
  bech: "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L",
  lowerdigit: lower + digits,
  upperdigit: upper + digits,
  sym: `${upper}${lower}${digits}!#%*+-.:;=?@^_~`,
};

const words =
  "winter sommer dragon coffee bridge lantern market orange falcon harbor silver monday garden tiger panda rocket velvet copper".split(
    " ",
  );

/** As people make them, who have to use a digit and a sign. */
const habits: readonly ((word: string, draw: Draw) => string)[] = [
  (word, draw) => `${capital(word)}20${draw("digits", 2)}!`,
  (word, draw) => `${capital(word)}-${draw("digits", 4)}`,
  (word, draw) => `${word}${draw("digits", 3)}`,
  (word, draw) => `${word.replace("a", "@").replace("o", "0").replace("i", "1")}#${draw("digits", 2)}`,
  (word, draw) => `${word}.${draw("words", 1)}${draw("digits", 1)}`,
  (word, draw) => `P@ssw0rd${draw("digits", 2)}${word.charAt(0)}`,
  (word, draw) => `1qaz@WSX${draw("digits", 1)}${word.charAt(0)}`,
  (word, draw) => `${capital(word)}${capital(draw("words", 1))}${draw("digits", 2)}`,
  (word, draw) => `${word}${draw("words", 1)}`,
  (word, draw) => `!${capital(word)}${draw("digits", 1)}${draw("lower", 3)}$`,
];

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** A drawing of its own for a seed. Throws for a set that it does not know. */
export function generator(seed: number): Draw {
  const next = seededNumbers(seed);
  const one = <Item>(items: ArrayLike<Item>) => items[Math.floor(next() * items.length)] as Item;
  const bytes = (length: number) => Buffer.from(Array.from({ length }, () => Math.floor(next() * 256)));
  const others: Readonly<Record<string, (length: number) => string>> = {
    b64: (length) => bytes(length).toString("base64"),
    b64u: (length) => bytes(length).toString("base64url"),
    urlb64: (length) => encodeURIComponent(bytes(length).toString("base64")),
    uuid: () =>
      bytes(16)
        .toString("hex")
        .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-a$4-$5"),
    words: (length) => Array.from({ length }, () => one(words)).join("-"),
    human: () => one(habits)(one(words), draw),
  };
  const draw: Draw = (set, length) => {
    const alphabet = letters[set];
    if (alphabet !== undefined) return Array.from({ length }, () => one(alphabet)).join("");
    const other = others[set];
    if (other === undefined) throw new Error(`no letters are known by the name of ${set}`);
    return other(length);
  };
  return draw;
}
