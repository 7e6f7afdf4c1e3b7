/** Reads what files of the output make somebody fetch, by the facts of their kinds. */

import { load, loadAll } from "js-yaml";
import { groupKind, type KindTable } from "../../model/kinds/facts.ts";
import { isHostFile, isOperatorFile } from "../../model/layout.ts";
import type { Pulled, PullReader, ReadManifests } from "../../model/pulled.ts";

export type FilePulls = (path: string, text: string) => readonly Pulled[];

/**
 * @param kinds of objects, wherever they lie: in a file of their own, in a ConfigMap, in a file of a server
 * @param files readers of files that are no objects, by the name of a host's file or the task of an operator's
 */
export function createFilePulls(kinds: KindTable, files: Readonly<Record<string, PullReader>>): FilePulls {
  const named = new Set(
    Object.entries(kinds).flatMap(([kind, { pulls }]) => (pulls ? [(kind.split(".")[0] ?? "").toLowerCase()] : [])),
  );
  const ofObject = (object: unknown): readonly Pulled[] => {
    const { apiVersion, kind } = (object ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof apiVersion !== "string" || typeof kind !== "string") return [];
    return kinds[groupKind(apiVersion, kind)]?.pulls?.(object, ofManifests) ?? [];
  };
  const ofManifests: ReadManifests = (text) => {
    if (!/^kind: \w/m.test(text)) return [];
    return documents(text).flatMap(ofObject);
  };
  // Most objects of many sites differ in their identity labels alone.
  const known = new Map<string, readonly Pulled[]>();
  return (path, text) => {
    const reader = isHostFile(path) || isOperatorFile(path) ? files[fileKey(path)] : undefined;
    if (reader) return reader(load(text), ofManifests);
    const [, kind] = /([^/_]+)_[^/]*\.yaml$/.exec(path) ?? [];
    if (kind === undefined || !named.has(kind)) return [];
    const body = text.replace(/^ {4}flotilla\.dev\/[a-z]+: .*\n/gm, "");
    const pulled = known.get(body) ?? ofObject(load(text));
    known.set(body, pulled);
    return pulled;
  };
}

/** `hosts/<machine id>/<name>` is read by its name, `operator/<task>/<name>` by its task. */
export function fileKey(path: string): string {
  const parts = path.split("/");
  return (isOperatorFile(path) ? parts[1] : parts.at(-1)) ?? "";
}

/** Scripts and configurations of other tools may look like manifests without being YAML. */
function documents(text: string): readonly unknown[] {
  try {
    return loadAll(text);
  } catch {
    return [];
  }
}
