import { blobId } from "../../model/git-object.ts";
import { KUSTOMIZATION } from "../../model/layout.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { memoizeShared } from "../../model/memo.ts";
import { yamlText } from "../../model/yaml-text.ts";
import { fileName } from "./file-name.ts";

/** Names of the files of a folder: of each object in their order, then its kustomization.yaml. Equal names are one list. */
export const folderNames = memoizeShared((objects: readonly KubernetesObject[]) =>
  onlyOne([...objects.map(fileName), KUSTOMIZATION]),
);

/** Different lists of names of a fleet, far more than profiles and tenants make; dropped as a whole when full. */
const KEPT = 10_000;
const lists = new Map<string, readonly string[]>();

function onlyOne(names: readonly string[]): readonly string[] {
  const key = names.join(" ");
  const known = lists.get(key);
  if (known) return known;
  if (lists.size >= KEPT) lists.clear();
  lists.set(key, names);
  return names;
}

const kustomizations = new WeakMap<readonly string[], { readonly text: string; readonly id: string }>();

/**
 * The kustomization.yaml of a folder with its blob id.
 *
 * @param names result of `folderNames`
 */
export function kustomizationOf(names: readonly string[]): { readonly text: string; readonly id: string } {
  const known = kustomizations.get(names);
  if (known) return known;
  const text = yamlText({
    apiVersion: "kustomize.config.k8s.io/v1beta1",
    kind: "Kustomization",
    resources: names.slice(0, -1).sort(),
  });
  const made = { text, id: blobId(text) };
  kustomizations.set(names, made);
  return made;
}
