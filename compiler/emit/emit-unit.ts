import type { KubernetesObject } from "../../model/manifest.ts";
import { yamlText } from "../../model/yaml-text.ts";
import type { Folder, Unit } from "../lower/unit.ts";
import { fileName } from "./file-name.ts";
import { labelLines, manifestText } from "./manifest-text.ts";

/** A file of a repository as it will be written. */
export interface EmittedFile {
  readonly path: string;
  readonly text: string;
  /** Construct path of the owner, for the inventory. */
  readonly construct: string;
}

/** All files of a unit: manifests, a kustomization.yaml for each folder, host files. */
export function emitUnit(unit: Unit): EmittedFile[] {
  const files: EmittedFile[] = [];
  for (const folder of unit.hubFolders) emitFolder(folder, files);
  for (const folder of unit.siteFolders) emitFolder(folder, files);
  files.push(...unit.files);
  return files;
}

function emitFolder({ path, construct, labels, objects }: Folder, files: EmittedFile[]): void {
  const { names, kustomization } = listing(objects);
  const lines = labelLines(labels);
  for (const [index, object] of objects.entries()) {
    files.push({ path: `${path}/${names[index]}`, text: manifestText(object, lines), construct });
  }
  files.push({ path: `${path}/kustomization.yaml`, text: kustomization, construct });
}

interface Listing {
  /** File names in the order of the objects. */
  readonly names: readonly string[];
  readonly kustomization: string;
}

const listings = new WeakMap<readonly KubernetesObject[], Listing>();

function listing(objects: readonly KubernetesObject[]): Listing {
  let known = listings.get(objects);
  if (!known) {
    const names = objects.map(fileName);
    known = {
      names,
      kustomization: yamlText({
        apiVersion: "kustomize.config.k8s.io/v1beta1",
        kind: "Kustomization",
        resources: [...names].sort(),
      }),
    };
    listings.set(objects, known);
  }
  return known;
}
