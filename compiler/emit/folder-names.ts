import { blobId } from "../../model/git-object.ts";
import { KUSTOMIZATION } from "../../model/layout.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { memoizeByIdentity, memoizeByValue, memoizeShared } from "../../model/memo.ts";
import { yamlText } from "../../model/yaml-text.ts";
import { fileName } from "./file-name.ts";

/** Names of the files of a folder: of each object in their order, then its kustomization.yaml. Equal names are one list. */
export const folderNames = memoizeShared((objects: readonly KubernetesObject[]) =>
  listOf([...objects.map(fileName), KUSTOMIZATION].join(SEPARATOR)),
);

/** Cannot stand in a path. */
const SEPARATOR = "\0";

/** Different lists of names of a fleet, far more than profiles and tenants make. */
const MOST_LISTS = 10_000;

/** What is worked out of a list of names is so once for all folders with equal names. */
const listOf = memoizeByValue((names: string): readonly string[] => names.split(SEPARATOR), MOST_LISTS);

/**
 * The kustomization.yaml of a folder with its blob id.
 *
 * @param names result of `folderNames`
 */
export const kustomizationOf = memoizeByIdentity((names: readonly string[]) => {
  const text = yamlText({
    apiVersion: "kustomize.config.k8s.io/v1beta1",
    kind: "Kustomization",
    resources: names.slice(0, -1).sort(),
  });
  return { text, id: blobId(text) };
});
