import type { KubernetesObject } from "../model/manifest.ts";
import { yamlText } from "../model/yaml-text.ts";

/** Several objects as one text, for tools that take a file of manifests. */
export function manifestStream(objects: readonly KubernetesObject[]): string {
  return objects.map(yamlText).join("---\n");
}
