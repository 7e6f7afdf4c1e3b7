/** The examples of a rule: documents of YAML, each with the file or the thing that it is in its first line. */

import { parse } from "yaml";
import { isMapping } from "../model/json-fields.ts";

/** One document of an example: the words after `#` in its first line, and its content. */
export interface ExampleDocument {
  readonly header: string;
  readonly value: Fields;
}

export type Fields = Readonly<Record<string, unknown>>;

/** The documents of an example; one without a comment of its own belongs to the one before. */
export function exampleDocuments(text: string): readonly ExampleDocument[] {
  let header = "";
  return text.split(/^---$/m).map((part) => {
    const comment = /^\s*# (.*)$/m.exec(part)?.[1];
    if (comment !== undefined && part.trimStart().startsWith("#")) header = comment;
    return { header, value: parse(part) as Fields };
  });
}

/** Merges mappings key by key; anything else is replaced. */
export function merge(base: unknown, over: unknown): unknown {
  if (over === undefined) return base;
  if (isMapping(base) && isMapping(over)) {
    return Object.fromEntries(
      [...new Set([...Object.keys(base), ...Object.keys(over)])].map((key) => [key, merge(base[key], over[key])]),
    );
  }
  return over;
}

/** Either `paths: [...]` or `folder` with the number of `files` in it. */
export function examplePaths({ value }: ExampleDocument): readonly string[] {
  const { paths = [], folder, files = 0 } = value as { paths?: string[]; folder?: string; files?: number };
  return [...paths, ...Array.from({ length: files }, (_, index) => `${folder}/${index}.yaml`)];
}
