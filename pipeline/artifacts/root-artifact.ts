/** The root of a hub as an artifact: its objects with the digest of everything else. */

import { parseYaml } from "../../compiler/load/parse-yaml.ts";
import type { ArtifactPinning } from "../../engines/cluster-artifacts.ts";
import { KUSTOMIZATION } from "../../model/layout.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { yamlText } from "../../model/yaml-text.ts";

/** The files of a root folder, read once. */
export interface RootFolder {
  readonly files: ReadonlyMap<string, string>;
  /** By the path of the file. */
  readonly objects: ReadonlyMap<string, KubernetesObject>;
}

export function readRoot(files: ReadonlyMap<string, string>): RootFolder {
  const manifests = [...files].filter(([path]) => path.endsWith(".yaml") && !path.endsWith(`/${KUSTOMIZATION}`));
  return { files, objects: new Map(manifests.map(([path, text]) => [path, objectOf(path, text)])) };
}

/** Flotilla wrote it, so that a file which is no YAML is a fault of the program. */
function objectOf(path: string, text: string): KubernetesObject {
  const parsed = parseYaml(path, text);
  if ("value" in parsed) return parsed.value as KubernetesObject;
  throw new Error(`${path} in the repository is no YAML`);
}

/** The files with the digests in them; a file that names none stays byte for byte. */
export function pinnedFiles(
  { files, objects }: RootFolder,
  pinning: ArtifactPinning,
  digests: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const paths = [...objects.keys()];
  const before = [...objects.values()];
  const after = pinning.pinned(before, digests);
  const changed = paths.flatMap((path, index) => {
    const object = after[index];
    return object && object !== before[index] ? [[path, yamlText(object)] as const] : [];
  });
  return new Map([...files, ...changed]);
}
