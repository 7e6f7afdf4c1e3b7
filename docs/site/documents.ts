/** The documents that the book is made of. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Markdown at the root of the project that people read; all of docs/ is beside it. */
const atRoot = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"] as const;

export interface SourceDocument {
  /** From the root of the project, with slashes. */
  readonly path: string;
  readonly text: string;
  /** Its first heading, without marks of code. */
  readonly title: string;
}

/** Every document below `root`. @throws Error when one has no heading */
export function documentsOf(root: string): readonly SourceDocument[] {
  const inDocs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .map((file) => `docs/${file.replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith(".md"))
    .toSorted();
  return [...atRoot, ...inDocs].map((path) => {
    const text = readFileSync(join(root, path), "utf8");
    const title = /^# (.+)$/m.exec(text)?.[1];
    if (title === undefined) throw new Error(`${path}: found no heading of the first level, expected one`);
    return { path, text, title: title.replaceAll("`", "") };
  });
}
