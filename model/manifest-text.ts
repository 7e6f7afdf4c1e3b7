import type { KubernetesObject } from "./manifest.ts";
import { memoizeShared } from "./memo.ts";
import { yamlBlock, yamlText } from "./yaml-text.ts";

/** The YAML document of an object in two parts, so that further labels can go between them. */
export interface ManifestText {
  /** Up to its name and namespace. */
  readonly head: string;
  /** Lines below `metadata.labels`; empty without labels. */
  readonly labels: string;
  readonly tail: string;
}

/** Objects that sites share are written once. */
export const manifestText = memoizeShared((object: KubernetesObject): ManifestText => {
  const { apiVersion, kind, metadata, ...rest } = object;
  const { name, namespace, labels, annotations, ...others } = metadata;
  const before = { apiVersion, kind, metadata: { name, namespace } };
  const after = { ...(annotations && Object.keys(annotations).length > 0 && { annotations }), ...others };
  return {
    head: yamlText(before),
    labels: labels ? yamlBlock(labels, 4) : "",
    tail: yamlBlock(after, 2) + yamlBlock(rest, 0),
  };
});
