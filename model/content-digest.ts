import { hash } from "node:crypto";

/**
 * SHA-256 over the lines `path id` of files, sorted: equal for equal content, whatever the order.
 *
 * @param files with their Git blob ids
 */
export function contentDigest(files: readonly { readonly path: string; readonly id: string }[]): string {
  const lines = files.map(({ path, id }) => `${path} ${id}\n`).sort();
  return hash("sha256", lines.join(""));
}
