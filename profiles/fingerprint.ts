/** The content hash of a profile version, over its file and all it imports below profiles/. */

import { createHash } from "node:crypto";
import { posix } from "node:path";

/** The file of a profile version, `name@version`, from the root of the sources. */
export function profileFile(reference: string): string {
  const [name, version] = reference.split("@");
  return `profiles/${name}/${version}.ts`;
}

/**
 * Content hash of a profile version: SHA-256 over the texts of its file and of everything below
 * profiles/ that it imports, near or far. Facts of a profile that live elsewhere (the model, the
 * constructs, packages) are not part of it: they change with the program, not with the profile.
 *
 * @param entry from `profileFile`
 * @param read gives the text of a file, by its path from the root of the sources
 * @param within the folder whose files take part
 * @throws what `read` throws for a file that does not exist
 */
export function fingerprint(entry: string, read: (file: string) => string, within = "profiles/"): string {
  const texts = new Map<string, string>();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (texts.has(file)) continue;
    // A checkout on Windows must not look like a change.
    const text = read(file).replaceAll("\r\n", "\n");
    texts.set(file, text);
    waiting.push(...importsOf(file, text).filter((path) => path.startsWith(within)));
  }
  const digest = createHash("sha256");
  for (const file of [...texts.keys()].sort()) {
    const text = texts.get(file) as string;
    digest.update(`${file}\n${Buffer.byteLength(text)}\n${text}\n`);
  }
  return digest.digest("hex");
}

const relativeImport = /\b(?:from|import)\s*\(?\s*["'](\.{1,2}\/[^"']+)["']/g;

/** Relative imports of a file, from the root of the sources. */
function importsOf(file: string, text: string): readonly string[] {
  return [...text.matchAll(relativeImport)].map((match) => posix.join(posix.dirname(file), match[1] as string));
}
