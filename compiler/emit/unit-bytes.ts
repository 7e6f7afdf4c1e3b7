/** How many bytes the files of units take where that of many units is known from before. */

import { blobId } from "../../model/git-object.ts";
import type { RepositoryFile } from "../../model/repository-file.ts";
import { allNames, type Unit } from "../lower/unit.ts";
import { knownNames } from "./emit-unit.ts";
import { folderNames, kustomizationOf } from "./folder-names.ts";
import { writtenBytes } from "./written-bytes.ts";

/** Bytes of one unit. */
export interface UnitBytes {
  /** Of manifests, of which no two are equal: their labels name cluster and layer. */
  readonly manifests: number;
  /** Of all other files, by their blob ids: other units may have the same. */
  readonly texts: Readonly<Record<string, number>>;
}

/** What is known of units from before; else it is worked out, and known from then on. */
export interface KnownBytes {
  readonly bytesOf: (unit: Unit, count: (unit: Unit) => UnitBytes) => UnitBytes;
}

/** As `writtenBytes`, which is asked for what is not known, and for units of which a part is there as text. */
export function knownBytes(
  units: readonly Unit[],
  written: ReadonlyMap<string, RepositoryFile>,
  known: KnownBytes,
): number {
  const others: Unit[] = [];
  const texts = new Map<string, number>();
  let manifests = 0;
  for (const unit of units) {
    if (unit.key === undefined || isWritten(unit, written)) {
      others.push(unit);
      continue;
    }
    const bytes = known.bytesOf(unit, bytesOfUnit);
    manifests += bytes.manifests;
    for (const [id, size] of Object.entries(bytes.texts)) texts.set(id, size);
  }
  for (const { id } of written.values()) texts.delete(id);
  for (const id of others.flatMap(textsOf).map(([id]) => id)) texts.delete(id);
  return writtenBytes(others, written) + manifests + sum(texts.values());
}

function bytesOfUnit(unit: Unit): UnitBytes {
  const own = textsOf(manifestsOf(unit));
  const manifests = writtenBytes([manifestsOf(unit)], new Map()) - sum(new Map(own).values());
  return { manifests, texts: Object.fromEntries(textsOf(unit)) };
}

function manifestsOf({ name, construct, hubFolders, siteFolders }: Unit): Unit {
  return { name, construct, hubFolders, siteFolders, files: [] };
}

/** Blob ids of all files but manifests, with their bytes. */
function textsOf({ hubFolders, siteFolders, files }: Unit): readonly (readonly [id: string, bytes: number])[] {
  return [
    ...[...hubFolders, ...siteFolders].map(({ objects }) => {
      const { id, text } = kustomizationOf(folderNames(objects));
      return [id, Buffer.byteLength(text)] as const;
    }),
    ...files.map(({ text }) => [blobId(text), Buffer.byteLength(text)] as const),
  ];
}

function isWritten(unit: Unit, written: ReadonlyMap<string, RepositoryFile>): boolean {
  if (written.size === 0) return false;
  return allNames(knownNames(unit)).some(({ path, names }) => names.some((name) => written.has(`${path}/${name}`)));
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const each of numbers) total += each;
  return total;
}
