import type { KubernetesObject } from "../../model/manifest.ts";
import { yamlBlock, yamlText } from "../../model/yaml-text.ts";
import type { IdentityLabels } from "../lower/unit.ts";

/** The text of one object, cut where the identity labels go in. */
interface ManifestText {
  readonly head: string;
  readonly tail: string;
}

const known = new WeakMap<KubernetesObject, ManifestText>();

/**
 * The YAML document of an object with its identity labels. Objects that sites share are written once;
 * for each further site only the block of labels differs.
 *
 * @param labels result of `labelLines`
 */
export function manifestText(object: KubernetesObject, labels: string): string {
  let text = known.get(object);
  if (!text) {
    text = cutText(object);
    known.set(object, text);
  }
  return text.head + labels + text.tail;
}

/** The identity labels as lines below `metadata.labels`. */
export function labelLines(labels: IdentityLabels): string {
  const entries = Object.entries(labels).map(([key, value]) => [`flotilla.dev/${key}`, value]);
  return yamlBlock(Object.fromEntries(entries), 4);
}

function cutText(object: KubernetesObject): ManifestText {
  const { apiVersion, kind, metadata, ...rest } = object;
  const { name, namespace, labels = {}, annotations, ...others } = metadata;
  const head = yamlText({ apiVersion, kind });
  const meta = yamlBlock({ name, namespace }, 2);
  const own = yamlBlock(labels, 4);
  const after = { ...(annotations && Object.keys(annotations).length > 0 && { annotations }), ...others };
  return {
    head: `${head}metadata:\n${meta}  labels:\n${own}`,
    tail: yamlBlock(after, 2) + yamlBlock(rest, 0),
  };
}
