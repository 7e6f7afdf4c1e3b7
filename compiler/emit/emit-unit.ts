import { blobId } from "../../model/git-object.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import type { RepositoryFile } from "../../model/repository-file.ts";
import { yamlText } from "../../model/yaml-text.ts";
import type { Folder, Unit } from "../lower/unit.ts";
import { fileName } from "./file-name.ts";
import { labelLines, manifestText } from "./manifest-text.ts";

/** All files of a unit: manifests, a kustomization.yaml for each folder, host files. */
export function emitUnit(unit: Unit): RepositoryFile[] {
  const files: RepositoryFile[] = [];
  for (const folder of unit.hubFolders) emitFolder(folder, files);
  for (const folder of unit.siteFolders) emitFolder(folder, files);
  for (const file of unit.files) files.push({ ...file, id: blobId(file.text) });
  return files;
}

/** The paths of those files, in the same order, for whoever needs no text. */
export function unitPaths({ hubFolders, siteFolders, files }: Unit): string[] {
  const paths: string[] = [];
  for (const { path, objects } of [...hubFolders, ...siteFolders]) {
    for (const name of fileNames(objects)) paths.push(`${path}/${name}`);
    paths.push(`${path}/kustomization.yaml`);
  }
  for (const { path } of files) paths.push(path);
  return paths;
}

function emitFolder({ path, construct, labels, objects }: Folder, files: RepositoryFile[]): void {
  const names = fileNames(objects);
  const lines = labelLines(labels);
  for (const [index, object] of objects.entries()) {
    const text = manifestText(object, lines);
    files.push({ path: `${path}/${names[index]}`, text, id: blobId(text), construct });
  }
  files.push({ path: `${path}/kustomization.yaml`, ...kustomization(objects), construct });
}

/** File names in the order of the objects. */
const fileNames = rememberedByList((objects) => objects.map(fileName));

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
