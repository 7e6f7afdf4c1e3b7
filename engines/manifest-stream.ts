import type { KubernetesObject } from "../model/manifest.ts";
import { yamlText } from "../model/yaml-text.ts";

const known = new WeakMap<KubernetesObject, string>();

/** Several objects as one text, for tools that take a file of manifests. One that is shared is written once. */
export function manifestStream(objects: readonly KubernetesObject[]): string {
  return objects.map(manifestText).join("---\n");
}

function manifestText(object: KubernetesObject): string {
  const text = known.get(object) ?? yamlText(object);
  known.set(object, text);
  return text;
}
