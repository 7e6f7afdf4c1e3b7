/** The root of a hub as an artifact: its objects with the digest of everything else. */

import { parseYaml } from "../../compiler/load/parse-yaml.ts";
import { KUSTOMIZATION } from "../../model/layout.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { yamlText } from "../../model/yaml-text.ts";

/** The files of a root folder, read once. */
export interface RootFolder {
  readonly files: ReadonlyMap<string, string>;
  /** By the path of the file. */
  readonly objects: ReadonlyMap<string, KubernetesObject>;
}

/** @param isRead by the path, among manifests; the others are left as they are */
export function readRoot(files: ReadonlyMap<string, string>, isRead = (_: string): boolean => true): RootFolder {
  const manifests = [...files].filter(
    ([path]) => path.endsWith(".yaml") && !path.endsWith(`/${KUSTOMIZATION}`) && isRead(path),
  );
  return { files, objects: new Map(manifests.map(([path, text]) => [path, objectOf(path, text)])) };
}

/** Flotilla wrote it, so that a file which is no YAML is a fault of the program. */
function objectOf(path: string, text: string): KubernetesObject {
  const parsed = parseYaml(path, text);
  if ("value" in parsed) return parsed.value as KubernetesObject;
  throw new Error(`${path} in the repository is no YAML`);
}

/**
 * The files with what `change` makes of their objects; a file whose object stays the same stays byte for byte.
 *
 * @param change as many objects as it gets, in their order
 */
export function changedFiles(
  { files, objects }: RootFolder,
  change: (objects: readonly KubernetesObject[]) => readonly KubernetesObject[],
): ReadonlyMap<string, string> {
  const paths = [...objects.keys()];
  const before = [...objects.values()];
  const after = change(before);
  const changed = paths.flatMap((path, index) => {
    const object = after[index];
    return object && object !== before[index] ? [[path, yamlText(object)] as const] : [];
  });
  return new Map([...files, ...changed]);
}
