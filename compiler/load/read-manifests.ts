/** Reads the extra objects that a site brings along. */

import { loadAll, YAMLException } from "js-yaml";
import type { KubernetesObject } from "../../model/manifest.ts";
import { forbiddenValues } from "./forbidden-values.ts";
import { misreadNumbers } from "./misread-numbers.ts";
import { parseYaml } from "./parse-yaml.ts";
import type { FleetDisk } from "./read-tree.ts";

/** Folder below sites/ that holds the folders of extra objects. */
export const manifestsFolder = "manifests";

/** The objects in all files of a folder below sites/, file by file; a file may hold several documents. */
export function readManifests(disk: FleetDisk, folder: string): readonly KubernetesObject[] {
  const names = disk.list(`sites/${folder}`);
  if (!names) return [];
  for (const name of names.folders) {
    const message = "a folder is here, expected files of objects alone";
    disk.report(`sites/${folder}/${name}`, "load/unexpected-folder", message, "move its files one level up");
  }
  return names.files.flatMap((name) => {
    const file = `sites/${folder}/${name}`;
    if (/\.ya?ml$/.test(name)) return objectsIn(disk, file);
    disk.report(file, "load/unexpected-file", "expected files that end in .yaml here", "rename it, or move it away");
    return [];
  });
}

function objectsIn(disk: FleetDisk, file: string): readonly KubernetesObject[] {
  const text = disk.read(file);
  if (text === undefined) return [];
  const documents = documentsOf(disk, file, text);
  for (const [index, document] of documents.entries()) {
    const forbidden = forbiddenValues(file, text, document);
    // Positions are looked up in the first document alone.
    const located = forbidden.map((each) =>
      index === 0 || each.at?.position ? each : { ...each, at: { file, path: [] } },
    );
    disk.diagnostics.push(...located);
    if (forbidden.length > 0) return [];
  }
  return documents.flatMap((document, index) => {
    if (isObject(document)) return [document];
    disk.report(
      file,
      "load/value",
      `document ${index + 1} is no object, expected apiVersion, kind and metadata.name`,
      "write the object as kubectl takes it; a List is written as its items",
    );
    return [];
  });
}

function documentsOf(disk: FleetDisk, file: string, text: string): readonly unknown[] {
  try {
    const documents = loadAll(text).filter((document) => document !== null && document !== undefined);
    disk.diagnostics.push(...misreadNumbers(file, text));
    return documents;
  } catch (error) {
    if (!(error instanceof YAMLException || error instanceof RangeError)) throw error;
    const read = parseYaml(file, text);
    if ("diagnostics" in read) disk.diagnostics.push(...read.diagnostics);
    return [];
  }
}

function isObject(value: unknown): value is KubernetesObject {
  if (typeof value !== "object" || value === null) return false;
  const { apiVersion, kind, metadata } = value as Partial<KubernetesObject>;
  const isNamed = typeof metadata === "object" && metadata !== null && typeof metadata.name === "string";
  return typeof apiVersion === "string" && typeof kind === "string" && !kind.endsWith("List") && isNamed;
}
