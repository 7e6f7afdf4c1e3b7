/** Where the edits of a plan are written. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type PositionedDocument, rangeOf, readPositions } from "../../compiler/load/parse-yaml.ts";
import type { SidedSource } from "../../compiler/plan/edits.ts";
import type { Plan } from "../../compiler/plan/plan.ts";
import type { VersionSource } from "./version.ts";

/** Line and column of a source; of what is gone, where it was in the base. @param textOf text of a file of the head */
export function placeOf(
  base: VersionSource,
  textOf: (file: string) => string | undefined,
): (source: SidedSource) => Plan["causes"][number]["at"] {
  const documents = new Map<string, PositionedDocument | undefined>();
  const documentOf = ({ file, isGone }: SidedSource) => {
    const key = `${isGone} ${file}`;
    if (!documents.has(key)) {
      const text = isGone ? textAt(base, file) : textOf(file);
      documents.set(key, text === undefined ? undefined : readPositions(text));
    }
    return documents.get(key);
  };
  return (source) => {
    const { file } = source;
    const document = documentOf(source);
    if (!document) return { file };
    const { line, column } = rangeOf(document, source).position;
    return { file, line, column };
  };
}

function textAt(base: VersionSource, file: string): string | undefined {
  return base.kind === "files" ? readFileSync(join(base.root, file), "utf8") : undefined;
}
