import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "../..");

export interface Page {
  /** From the root of the project. */
  readonly path: string;
  readonly text: string;
}

/** Everything that people read: the pages at the root and below docs/. */
export function pages(): readonly Page[] {
  const below = (folder: string): readonly string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      if (entry.isDirectory()) return below(join(folder, entry.name));
      return entry.name.endsWith(".md") ? [join(folder, entry.name)] : [];
    });
  const files = [
    ...["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map((name) => join(root, name)),
    ...below(join(root, "docs")),
  ];
  return files.map((file) => ({ path: relative(root, file), text: readFileSync(file, "utf8") }));
}

/** Lines of fenced blocks and pieces of inline code. */
export function codeOf({ text }: Page): readonly string[] {
  const blocks = [...text.matchAll(/^```[^\n]*\n([\s\S]*?)^```$/gm)].flatMap(([, body = ""]) => body.split("\n"));
  const prose = text.replace(/^```[^\n]*\n[\s\S]*?^```$/gm, "");
  const inline = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
  return [...blocks, ...inline];
}
