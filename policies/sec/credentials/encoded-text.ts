/** Finds texts inside of texts: base64, also of a compressed one. */

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
  for (const byte of sample) if (byte < 9 || (byte > 13 && byte < 32) || byte === 127) return undefined;
  const text = bytes.toString("utf8");
  return text.includes("\uFFFD") ? undefined : text;
}
