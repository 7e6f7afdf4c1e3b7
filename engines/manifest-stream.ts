import type { KubernetesObject } from "../model/manifest.ts";
import { manifestText } from "../model/manifest-text.ts";

/** Several objects as one text, for tools that take a file of manifests. */
export function manifestStream(objects: readonly KubernetesObject[]): string {
  return objects.map(documentText).join("---\n");
}

function documentText(object: KubernetesObject): string {
  const { head, labels, tail } = manifestText(object);
  return head + (labels && `  labels:\n${labels}`) + tail;
}
