import { parseImage } from "../../policies/sec/image-reference.ts";

/** What tells images apart. */
export type ImageKey = string;

/**
 * Name and digest, or name and tag where it has no digest. A file may name an image without the tag that the app's file has
 * before the digest, and it is the same image.
 */
export function imageKey(reference: string): ImageKey {
  const { name, tag = "latest", digest } = parseImage(reference) ?? {};
  return name === undefined ? reference : `${name} ${digest ?? tag}`;
}
