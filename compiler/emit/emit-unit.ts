import { blobId } from "../../model/git-object.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import type { RepositoryFile } from "../../model/repository-file.ts";
import { yamlText } from "../../model/yaml-text.ts";
import { cutPaths } from "../../policies/git/folders.ts";
import type { RepositoryFolder } from "../../policies/rule.ts";
import type { Folder, Unit } from "../lower/unit.ts";
import { fileName } from "./file-name.ts";
import { labelLines, labelledText } from "./labelled-text.ts";

/** All files of a unit: manifests, a kustomization.yaml for each folder, host files. */
export function emitUnit(unit: Unit): RepositoryFile[] {
  const files: RepositoryFile[] = [];
  for (const folder of unit.hubFolders) emitFolder(folder, files);
  for (const folder of unit.siteFolders) emitFolder(folder, files);
  for (const file of unit.files) files.push({ ...file, id: blobId(file.text) });
  return files;
}

/** The names of those files, folder by folder, for whoever needs no text. */
export function unitFolders({ hubFolders, siteFolders, files }: Unit): RepositoryFolder[] {
  const folders: RepositoryFolder[] = [];
  for (const { path, objects } of hubFolders) folders.push({ path, names: allNames(objects) });
  for (const { path, objects } of siteFolders) folders.push({ path, names: allNames(objects) });
  folders.push(...cutPaths(files.map(({ path }) => path)));
  return folders;
}

function emitFolder({ path, construct, labels, objects }: Folder, files: RepositoryFile[]): void {
  const names = fileNames(objects);
  const lines = labelLines(labels);
  for (let index = 0; index < objects.length; index++) {
    const text = labelledText(objects[index] as KubernetesObject, lines);
    files.push({ path: `${path}/${names[index]}`, text, id: blobId(text), construct });
  }
  const { text, id } = kustomization(objects);
  files.push({ path: `${path}/${KUSTOMIZATION}`, text, id, construct });
}

const KUSTOMIZATION = "kustomization.yaml";

/** File names in the order of the objects. */
const fileNames = rememberedByList((objects) => objects.map(fileName));

const allNames = rememberedByList((objects) => [...fileNames(objects), KUSTOMIZATION]);

const kustomization = rememberedByList((objects) => {
  const text = yamlText({
    apiVersion: "kustomize.config.k8s.io/v1beta1",
    kind: "Kustomization",
    resources: fileNames(objects).toSorted(),
  });
  return { text, id: blobId(text) };
});

/** What lists of objects that sites share have in common is made once. */
function rememberedByList<T>(make: (objects: readonly KubernetesObject[]) => T) {
  const known = new WeakMap<readonly KubernetesObject[], T>();
  return (objects: readonly KubernetesObject[]): T => {
    const found = known.get(objects);
    if (found !== undefined) return found;
    const made = make(objects);
    known.set(objects, made);
    return made;
  };
}
