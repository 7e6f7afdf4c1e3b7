import type { KubernetesObject } from "../../model/manifest.ts";
import { manifestText } from "../../model/manifest-text.ts";
import { stringText } from "../../model/yaml-scalar.ts";
import type { IdentityLabels } from "../lower/unit.ts";

/**
 * The YAML document of an object with its identity labels. For each further site that shares the object only the
 * block of labels differs.
 *
 * @param lines result of `labelLines`
 */
export function labelledText(object: KubernetesObject, lines: string): string {
  const { head, labels, tail } = manifestText(object);
  return `${head}  labels:\n${labels}${lines}${tail}`;
}

/** The identity labels as lines below `metadata.labels`. */
export function labelLines(labels: IdentityLabels): string {
  let lines = "";
  for (const key of Object.keys(labels) as (keyof IdentityLabels)[]) {
    const value = labels[key];
    if (value !== undefined) lines += `    flotilla.dev/${key}: ${stringText(value, "\n")}\n`;
  }
  return lines;
}
