/** The app's configuration in a zone, and its hash for the pod template. */

import { hash } from "node:crypto";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { fileObjects } from "./volumes.ts";
import type { Workload } from "./workload.ts";

/** What pods read, as variables and as files. */
export function configObjects(workload: Workload): readonly KubernetesObject[] {
  return [...(Object.keys(workload.config).length > 0 ? [configMap(workload)] : []), ...fileObjects(workload)];
}

function configMap({ metadata, config }: Workload): KubernetesObject {
  return { apiVersion: "v1", kind: "ConfigMap", metadata, data: sorted(config) };
}

/**
 * Stands in the pod template, so that changed configuration makes new pods: environment variables are
 * read once, when a container starts. Independent of the order of the keys.
 *
 * @param files files that the app mounts; most programs read them once, too
 */
export function configHash(config: Workload["config"], files: readonly unknown[]): string {
  const all = files.length > 0 ? [sorted(config), files] : sorted(config);
  return hash("sha256", JSON.stringify(all), "hex").slice(0, 16);
}

function sorted(config: Workload["config"]): Workload["config"] {
  return Object.fromEntries(Object.entries(config).sort(([a], [b]) => (a < b ? -1 : 1)));
}
