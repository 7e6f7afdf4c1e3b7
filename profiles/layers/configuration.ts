import { createHash } from "node:crypto";
import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";

export type ConfigurationFiles = Readonly<Record<string, string>>;

/** A ConfigMap of files. */
export function configuration(scope: Construct, name: string, namespace: string, files: ConfigurationFiles): void {
  new ApiObject(scope, `${name}-configuration`, {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name, namespace },
    data: files,
  });
}

/**
 * Annotation of a pod template that changes with the files: Kubernetes does not restart pods when a
 * ConfigMap changes.
 */
export function configurationMark(files: ConfigurationFiles): Readonly<Record<string, string>> {
  const digest = createHash("sha256").update(JSON.stringify(files)).digest("hex");
  return { "flotilla.dev/configuration": digest.slice(0, 12) };
}
