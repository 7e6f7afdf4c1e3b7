/** Reads folders that have a folder an owner and in it a file a thing: apps/, systems/, clusters/. */

import type { z } from "zod";
import { type FileRecord, readFile } from "./read-file.ts";
import type { FleetDisk } from "./read-tree.ts";
import { isYamlFile } from "./yaml-name.ts";

/** What lies in such a folder, in the words of a finding. */
export interface OwnedFiles<S extends z.ZodType> {
  readonly folder: string;
  /** `tenant`, `team` */
  readonly owner: string;
  readonly schema: S;
}

/** None where there is no such folder. */
export function readOwnedFiles<S extends z.ZodType>(
  disk: FleetDisk,
  { folder, owner, schema }: OwnedFiles<S>,
): readonly FileRecord<z.output<S>>[] {
  const root = disk.exists(folder) ? disk.list(folder) : undefined;
  if (!root) return [];
  for (const file of root.files) {
    const message = `expected only folders of ${owner}s here`;
    disk.report(`${folder}/${file}`, "load/unexpected-file", message, `move it to ${folder}/<${owner}>/`);
  }
  return root.folders.flatMap((name) => {
    const own = `${folder}/${name}`;
    const { files, folders } = disk.list(own) ?? { files: [], folders: [] };
    for (const deeper of folders) {
      const message = `expected only files of ${folder} here: what lies deeper is read by nobody`;
      disk.report(`${own}/${deeper}`, "load/unexpected-folder", message, `move its files to ${own}/`);
    }
    return files
      .filter((file) => isYamlFile(disk, own, file))
      .flatMap((file) => readFile(disk, `${own}/${file}`, schema) ?? []);
  });
}
