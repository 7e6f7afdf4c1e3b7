/** Reads the bytes of a file as text, or says why they are none. */

import { isUtf8 } from "node:buffer";
import type { Diagnostic } from "../../model/diagnostic.ts";

/** Larger files are refused unread: a zone of a thousand sites is below 1 MB. */
const maxBytes = 4 * 1024 * 1024;

export type TextResult = { readonly text: string } | { readonly diagnostic: Diagnostic };

/** Decodes a file of the fleet: UTF-8, with or without byte order mark. */
export function decodeText(file: string, bytes: Uint8Array): TextResult {
  if (bytes.length > maxBytes) return { diagnostic: tooLarge(file, bytes.length) };
  if (!isUtf8(bytes)) return { diagnostic: notUtf8(file, bytes) };
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  // Git may end lines in either way in a work tree, and equal fleets give equal bytes.
  return { text: (text.startsWith("\uFEFF") ? text.slice(1) : text).replaceAll("\r\n", "\n") };
}

export function isTooLarge(size: number): boolean {
  return size > maxBytes;
}

export function tooLarge(file: string, size: number): Diagnostic {
  return {
    code: "load/too-large",
    severity: "error",
    message: `the file has ${(size / 1024 / 1024).toFixed(1)} MiB, expected at most ${maxBytes / 1024 / 1024} MiB`,
    at: { file, path: [], position: { line: 1, column: 1 } },
    subjects: [],
    hint: "split the zone into several zone files, or look for data that does not belong here",
  };
}

function notUtf8(file: string, bytes: Uint8Array): Diagnostic {
  const offset = firstInvalidByte(bytes);
  const before = Buffer.from(bytes.subarray(0, offset)).toString("utf8");
  const line = before.split("\n").length;
  const column = before.length - before.lastIndexOf("\n");
  const found = (bytes[offset] as number).toString(16).padStart(2, "0");
  return {
    code: "load/encoding",
    severity: "error",
    message: `byte 0x${found} is not UTF-8, expected a UTF-8 text file`,
    at: { file, path: [], position: { line, column } },
    subjects: [],
    hint: "save the file as UTF-8",
  };
}

/** Length of the longest valid prefix, by halving: validity of prefixes cut at a boundary is monotonic. */
function firstInvalidByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isUtf8Prefix(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

/** True when the bytes are UTF-8, perhaps with the last character cut off. */
function isUtf8Prefix(bytes: Uint8Array): boolean {
  for (let cut = 0; cut <= 3 && cut <= bytes.length; cut++) {
    const [lead = 0, ...rest] = bytes.subarray(bytes.length - cut);
    const isCutCharacter = lead >= 0xc2 && lead <= 0xf4 && rest.every((byte) => byte >> 6 === 0b10);
    if ((cut === 0 || isCutCharacter) && isUtf8(bytes.subarray(0, bytes.length - cut))) return true;
  }
  return false;
}
