/** Finds texts inside of texts: base64, also of a compressed one, hexadecimal digits, and what URLs, XML and programs write for signs. */

import { gunzipSync } from "node:zlib";

/** Longest decoded text that is looked at, in bytes. */
const LIMIT = 1 << 20;

/** The readable texts that runs of base64 in a text stand for; hashes, certificates and images are none. */
export function encodedTexts(text: string): readonly string[] {
  if (text.length < 12) return [];
  const found: string[] = [];
  for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{16,}(?:\r?\n[ \t]*[A-Za-z0-9+/_-]{16,})*={0,2}/g)) {
    const decoded = decode(run);
    if (decoded !== undefined) found.push(decoded);
  }
  return found;
}

interface Writing {
  readonly name: string;
  /** A character without which it is not used. */
  readonly sign: string;
  /** Whether a text has anything of it that may hide a name or a sign. */
  readonly isUsed: RegExp;
  readonly read: (text: string) => string;
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
const character = (code: string, base: number) => String.fromCharCode(Number.parseInt(code, base));

/** Ways to write signs that a text cannot have as they are. */
const writings: readonly Writing[] = [
  {
    name: "escaped",
    sign: "\\",
    isUsed: /\\["'\\]|\\n[A-Za-z[#]|\\u00[2-7]|\\x[2-7]|\\\r?\n/,
    read: (text) =>
      text
        .replace(/\\\r?\n[ \t]*/g, " ")
        .replace(/\\{1,8}u00([0-9a-f]{2})|\\{1,8}x([0-9a-f]{2})/gi, (_, a, b) => character(a ?? b, 16))
        .replace(/\\{1,8}n/g, "\n")
        .replace(/\\{1,8}(?=["'/])/g, ""),
  },
  {
    name: "encoded as in a URL",
    sign: "%",
    isUsed: /%(?:2[0-9a-f]|3[a-f]|7[bd]|0a|5[bd])/i,
    read: (text) => text.replace(/%([0-7][0-9a-f])/gi, (_, code) => character(code, 16)),
  },
  {
    name: "encoded as in HTML",
    sign: "&",
    isUsed: /&(?:lt|gt|quot|apos|#\d{2,3}|#x[0-9a-f]{2});/i,
    read: (text) =>
      text.replace(/&(?:(lt|gt|quot|apos|amp)|#(\d{2,3})|#x([0-9a-f]{2}));/gi, (_, name, decimal, hex) =>
        name === undefined
          ? character(decimal ?? hex, decimal === undefined ? 16 : 10)
          : (entities[name.toLowerCase()] ?? ""),
      ),
  },
];

/** The same text as the program that reads it sees it, with the way it was written in. */
export function otherReadings(text: string): readonly { readonly name: string; readonly text: string }[] {
  const found = writings
    .filter(({ sign, isUsed }) => text.includes(sign) && isUsed.test(text))
    .map(({ name, read }) => ({ name, text: read(text) }))
    .filter((each) => each.text !== text);
  for (const [run] of text.matchAll(/\b(?:[2-7][0-9a-f]|0[9ad]){12,}\b/gi)) {
    found.push({ name: "encoded in hexadecimal digits", text: Buffer.from(run, "hex").toString("latin1") });
  }
  return found;
}

function decode(run: string): string | undefined {
  const bytes = Buffer.from(run.replace(/\s+/g, ""), "base64");
  if (bytes.length < 8 || bytes.length > LIMIT) return undefined;
  return readable(bytes[0] === 0x1f && bytes[1] === 0x8b ? unzip(bytes) : bytes);
}

function unzip(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: LIMIT });
  } catch {
    return bytes;
  }
}

/** As text, when it is one: UTF-8 without control characters. */
function readable(bytes: Buffer): string | undefined {
  const sample = bytes.subarray(0, 64);
  // PowerShell encodes its commands in UTF-16.
  if (sample.length >= 16 && sample.every((byte, index) => index % 2 === 0 || byte === 0)) {
    return bytes.toString("utf16le");
  }
  for (const byte of sample) if (byte < 9 || (byte > 13 && byte < 32) || byte === 127) return undefined;
  const text = bytes.toString("utf8");
  return text.includes("\uFFFD") ? undefined : text;
}
