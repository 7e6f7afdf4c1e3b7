/** How many bytes the files of units take, for whoever needs no more of them. */

import { blobId } from "../../model/git-object.ts";
import { KUSTOMIZATION } from "../../model/layout.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { memoizeShared } from "../../model/memo.ts";
import type { RepositoryFile } from "../../model/repository-file.ts";
import type { Folder, Unit } from "../lower/unit.ts";
import { folderNames, kustomizationOf } from "./folder-names.ts";
import { labelLines, labelledText } from "./labelled-text.ts";

/**
 * Bytes of all files of units, equal ones once. The texts of manifests are not put together: their labels name cluster and
 * layer, so that no two are equal.
 *
 * @param written files that are there as text: whole folders, and files of servers and tools
 */
export function writtenBytes(units: readonly Unit[], written: ReadonlyMap<string, RepositoryFile>): number {
  const seen = new Set<string>();
  let bytes = 0;
  const add = (id: string, text: string) => {
    if (seen.has(id)) return;
    seen.add(id);
    bytes += Buffer.byteLength(text);
  };
  for (const { id, text } of written.values()) add(id, text);
  for (const { hubFolders, siteFolders, files } of units) {
    for (const folder of [...hubFolders, ...siteFolders]) {
      if (written.has(`${folder.path}/${KUSTOMIZATION}`)) continue;
      const { id, text } = kustomizationOf(folderNames(folder.objects));
      add(id, text);
      bytes += bytesOfObjects(folder);
    }
    for (const { path, text } of files) if (!written.has(path)) add(blobId(text), text);
  }
  return bytes;
}

function bytesOfObjects({ objects, labels }: Folder): number {
  return bytesWithoutLabels(objects) + objects.length * Buffer.byteLength(labelLines(labels));
}

/** Folders that many sites share are lists that many sites share. */
const bytesWithoutLabels = memoizeShared((objects: readonly KubernetesObject[]) =>
  objects.reduce((sum, object) => sum + ofOne(object), 0),
);

const ofOne = memoizeShared((object: KubernetesObject) => Buffer.byteLength(labelledText(object, "")));
