/** PEM certificates: whether a text is a bundle of them and nothing else, and each of them. */

import { X509Certificate } from "node:crypto";

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[^-]*-----END \1-----/g;

/** Each certificate of a PEM text as a text of its own, ending in a newline. */
export function certificatesOf(text: string): readonly string[] {
  return [...text.matchAll(BLOCK)].map(([block]) => `${block}\n`);
}

/** What is wrong with a text that should hold PEM certificates alone; undefined for a sound one. */
export function certificateFault(text: string): string | undefined {
  if (text.includes("PRIVATE KEY-----")) return "it holds a private key";
  const blocks = [...text.matchAll(BLOCK)];
  if (blocks.length === 0) return "it holds no PEM certificate";
  for (const [index, [block, label]] of blocks.entries()) {
    if (label !== "CERTIFICATE") return `block ${index + 1} is a ${label}`;
    try {
      new X509Certificate(block);
    } catch {
      return `block ${index + 1} is no certificate that can be read`;
    }
  }
  return undefined;
}
