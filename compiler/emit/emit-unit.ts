/** Turns a unit into files. */

import { isProtected } from "../../engines/protection.ts";
import { blobId } from "../../model/git-object.ts";
import { KUSTOMIZATION } from "../../model/layout.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import type { RepositoryFile } from "../../model/repository-file.ts";
import { cutPaths } from "../../policies/git/folders.ts";
import type { RepositoryFolder } from "../../policies/rule.ts";
import { allNames, type Folder, type Unit, type UnitNames } from "../lower/unit.ts";
import { folderNames, kustomizationOf } from "./folder-names.ts";
import { labelLines, labelledText } from "./labelled-text.ts";

/** The names of all files of a unit. */
export function namesOf({ hubFolders, siteFolders, files }: Unit): UnitNames {
  const named = ({ path, objects }: Folder): RepositoryFolder => ({ path, names: folderNames(objects) });
  return {
    hub: hubFolders.map(named),
    site: siteFolders.map(named),
    files: cutPaths(files.map(({ path }) => path)),
  };
}

/** The same, as the checks of the unit knew them where it was checked. */
export function knownNames(unit: Unit): UnitNames {
  return unit.checked?.names ?? namesOf(unit);
}

/**
 * All files of a unit: manifests, a kustomization.yaml for each folder, host files.
 *
 * @param names of all of them, as they are written
 */
export function emitUnit(unit: Unit, names = allNames(namesOf(unit))): RepositoryFile[] {
  const files: RepositoryFile[] = [];
  const folders = [...unit.hubFolders, ...unit.siteFolders];
  for (let index = 0; index < folders.length; index++) {
    files.push(...emitFolder(folders[index] as Folder, (names[index] as RepositoryFolder).names));
  }
  for (const file of unit.files) files.push({ ...file, id: blobId(file.text) });
  return files;
}

/** The files of one folder, its kustomization.yaml last. */
function emitFolder(folder: Folder, names: readonly string[]): readonly RepositoryFile[] {
  const { path, construct, objects, orphaned } = folder;
  const lines = labelLines(folder.labels);
  const files: RepositoryFile[] = [];
  for (let index = 0; index < objects.length; index++) {
    const object = objects[index] as KubernetesObject;
    const text = labelledText(object, lines);
    const file = { path: `${path}/${names[index]}`, text, id: blobId(text), construct };
    files.push(orphaned || isProtected(object) ? { ...file, kept: true } : file);
  }
  const { text, id } = kustomizationOf(names);
  files.push({ path: `${path}/${KUSTOMIZATION}`, text, id, construct });
  return files;
}
