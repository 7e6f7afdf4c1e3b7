import { posix } from "node:path";

/** A source file by its path from the root, with its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A file of the map without a line, or a line without its file. */
interface MapFault {
  readonly path: string;
  readonly fault: string;
}

export interface FileMap {
  readonly markdown: string;
  readonly faults: readonly MapFault[];
}

/**
 * The map "file: one line", folder by folder. A line is the one kept by hand, or else what the file says of itself:
 * the title of its rule, or the first sentence of a doc comment: on the export that bears the file's name, on its first
 * function or value, on its first type, or wherever its first one stands.
 *
 * @param lines kept by hand, for files whose own words do not tell what the file is
 */
export function fileMap(files: readonly SourceFile[], lines: Readonly<Record<string, string>>): FileMap {
  const known = new Set(files.map(({ path }) => path));
  const described = files.map(({ path, text }) => ({ path, line: lines[path] ?? ownWords(path, text) }));
  const faults = [
    ...described
      .filter(({ line }) => line === undefined)
      .map(({ path }) => ({ path, fault: "has no doc comment; write one, or a line in cli/docs/file-lines.ts" })),
    ...Object.keys(lines)
      .filter((path) => !known.has(path))
      .map((path) => ({ path, fault: "is not there any more; remove its line from cli/docs/file-lines.ts" })),
  ];
  const folders = Map.groupBy(described, ({ path }) => posix.dirname(path));
  const sections = [...folders].map(([folder, own]) => {
    const rows = own.map(({ path, line = "" }) => `| ${posix.basename(path)} | ${cell(line)} |`);
    return `### ${folder}/\n\n| file | what it is |\n|---|---|\n${rows.join("\n")}\n`;
  });
  return { markdown: sections.join("\n"), faults };
}

/** Text for a cell of a table: angle brackets outside of code would be taken for HTML. */
function cell(line: string): string {
  const parts = line.replaceAll("|", "\\|").split("`");
  return parts.map((part, index) => (index % 2 === 1 ? part : part.replaceAll("<", "&lt;"))).join("`");
}

const documentedExport =
  /\/\*\*((?:[^*]|\*(?!\/))*)\*\/\s*export (?:abstract |async )*(const|function|class|interface|type)\*? (\w+)/g;

function ownWords(path: string, text: string): string | undefined {
  const title = /^export const \w+: \w*Rule = \{[\s\S]*?^ {2}title: "(.+)",$/m.exec(text)?.[1];
  if (title) return `Rule: ${title}.`;
  const name = posix.basename(path, posix.extname(path)).replaceAll("-", "");
  const exports = [...text.matchAll(documentedExport)].map(([, comment = "", kind = "", exported = ""]) => ({
    comment,
    isNamesake: exported.toLowerCase() === name,
    isType: kind === "interface" || kind === "type",
  }));
  const best = exports.find((each) => each.isNamesake) ?? exports.find((each) => !each.isType) ?? exports[0];
  const comment = best?.comment ?? /\/\*\*((?:[^*]|\*(?!\/))*)\*\//.exec(text)?.[1];
  return comment === undefined ? undefined : firstSentence(comment);
}

/** Up to the first full stop, at most to the end of the paragraph; nothing when only tags are there. */
function firstSentence(comment: string): string | undefined {
  const [paragraph = ""] = comment
    .replace(/^[ \t]*\*? ?/gm, "")
    .trim()
    .split(/\n\s*\n|\n(?=@)/);
  const words = paragraph.replace(/\s+/g, " ");
  if (words.startsWith("@")) return undefined;
  return /^.*?[.](?=\s|$)/.exec(words)?.[0] ?? words;
}
