import { createHash } from "node:crypto";

/** Bytes with the address that follows from them. */
export interface Blob {
  readonly mediaType: string;
  /** `sha256:<64 hexadecimal digits>` */
  readonly digest: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export function blobOf(mediaType: string, bytes: Uint8Array<ArrayBuffer>): Blob {
  return { mediaType, digest: digestOf(bytes), bytes };
}

export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/**
 * Whether these are the bytes that a digest stands for.
 *
 * @param digest of an algorithm that registries must know (opencontainers/image-spec descriptor.md)
 */
export function isDigestOf(digest: string, bytes: Uint8Array): boolean {
  const [algorithm = "", hexadecimal] = digest.split(":");
  return /^sha(256|512)$/.test(algorithm) && createHash(algorithm).update(bytes).digest("hex") === hexadecimal;
}

export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** How a manifest refers to it (opencontainers/image-spec descriptor.md). */
export function descriptorOf({ mediaType, digest, bytes }: Blob) {
  return { mediaType, digest, size: bytes.length };
}
