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

function emitFolder({ path, construct, labels, objects }: Folder, files: RepositoryFile[]): void {
  const { names, kustomization } = listing(objects);
  const lines = labelLines(labels);
  for (const [index, object] of objects.entries()) {
    const text = manifestText(object, lines);
    files.push({ path: `${path}/${names[index]}`, text, id: blobId(text), construct });
  }
  files.push({ path: `${path}/kustomization.yaml`, ...kustomization, construct });
}

interface Listing {
  /** File names in the order of the objects. */
  readonly names: readonly string[];
  readonly kustomization: { readonly text: string; readonly id: string };
}

const listings = new WeakMap<readonly KubernetesObject[], Listing>();

/** What lists of objects that sites share have in common. */
function listing(objects: readonly KubernetesObject[]): Listing {
  const known = listings.get(objects);
  if (known) return known;
  const names = objects.map(fileName);
  const text = yamlText({
    apiVersion: "kustomize.config.k8s.io/v1beta1",
    kind: "Kustomization",
    resources: [...names].sort(),
  });
  const made = { names, kustomization: { text, id: blobId(text) } };
  listings.set(objects, made);
  return made;
}
