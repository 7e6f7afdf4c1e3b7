/** Reads what files of the output make somebody fetch, by the facts of their kinds. */

import { load, loadAll } from "js-yaml";
import { factsOfObject, type KindTable } from "../../model/kinds/facts.ts";
import { isHostFile, isOperatorFile } from "../../model/layout.ts";
import type { Pulled, PullReader, ReadManifests } from "../../model/pulled.ts";
import { fileNameMatcher } from "../emit/file-name.ts";
import { withoutIdentityLabels } from "../identity-labels.ts";

export type FilePulls = (path: string, text: string) => readonly Pulled[];

/**
 * @param kinds of objects, wherever they lie: in a file of their own, in a ConfigMap, in a file of a server
 * @param files readers of files that are no objects, by the name of a host's file, the task of an operator's or the name of
 *   one of its files; a ConfigMap may hold files of those names
 */
export function createFilePulls(kinds: KindTable, files: Readonly<Record<string, PullReader>>): FilePulls {
  const hasPulls = fileNameMatcher(kinds, ({ pulls }) => pulls !== undefined);
  const ofObject = (object: unknown): readonly Pulled[] =>
    factsOfObject(kinds, object)?.pulls?.(object, ofManifests) ?? [];
  const readerOf = (path: string) => fileKeys(path).flatMap((key) => files[key] ?? [])[0];
  const ofManifests: ReadManifests = (text, name = "") => {
    const reader = files[name];
    if (reader) return reader(load(text), ofManifests);
    if (!/^kind: \w/m.test(text)) return [];
    return documents(text).flatMap(ofObject);
  };
  // Most objects of many sites differ in their identity labels alone.
  const known = new Map<string, readonly Pulled[]>();
  return (path, text) => {
    const reader = readerOf(path);
    if (reader) return reader(load(text), ofManifests);
    if (isOperatorFile(path)) return ofManifests(text);
    if (!hasPulls(path)) return [];
    const body = withoutIdentityLabels(text);
    const pulled = known.get(body) ?? ofObject(load(text));
    known.set(body, pulled);
    return pulled;
  };
}

/** `hosts/<machine id>/<name>` is read by its name, `operator/<task>/<name>` by its name or else by its task. */
export function fileKeys(path: string): readonly string[] {
  const [, task = "", ...rest] = path.split("/");
  const name = rest.at(-1) ?? "";
  if (isOperatorFile(path)) return [name, task];
  return isHostFile(path) ? [name] : [];
}

/** Scripts and configurations of other tools may look like manifests without being YAML. */
function documents(text: string): readonly unknown[] {
  try {
    return loadAll(text);
  } catch {
    return [];
  }
}
