/** A registry for the artifacts of a fleet: it asks who its users are, and what goes to it is counted. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KubernetesObject } from "../../model/manifest.ts";
import { type CountingFront, startCountingFront } from "./counting-front.ts";
import { type ImageRegistry, startImageRegistry } from "./image-registry.ts";

/** Name of the Secret by which clusters read it. */
export const ARTIFACT_SECRET = "fleet-artifacts";

/** A registry that asks who its users are, behind a front that counts. */
export interface ArtifactRegistry {
  readonly registry: ImageRegistry;
  readonly front: CountingFront;
  /** The Secret by which Flux reads it. */
  readonly secret: KubernetesObject;
  /** The Secret by which Argo CD reads it. */
  readonly credentials: KubernetesObject;
  readonly stop: () => Promise<void>;
}

/** Starts it, and logs this process in as `docker login` does. */
export async function startArtifactRegistry(folder: string): Promise<ArtifactRegistry> {
  const registry = await startImageRegistry(folder);
  const front = await startCountingFront(registry.url);
  const config = JSON.stringify({ auths: { [front.host]: { auth: registry.account } } });
  const [username = "", password = ""] = Buffer.from(registry.account, "base64").toString().split(":");
  const docker = join(folder, "docker");
  mkdirSync(docker);
  writeFileSync(join(docker, "config.json"), config);
  process.env["DOCKER_CONFIG"] = docker;
  return {
    registry,
    front,
    secret: {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: ARTIFACT_SECRET, namespace: "flux-system" },
      type: "kubernetes.io/dockerconfigjson",
      data: { ".dockerconfigjson": Buffer.from(config).toString("base64") },
    },
    credentials: {
      apiVersion: "v1",
      kind: "Secret",
      metadata: {
        name: ARTIFACT_SECRET,
        namespace: "argocd",
        labels: { "argocd.argoproj.io/secret-type": "repo-creds" },
      },
      type: "Opaque",
      stringData: { type: "oci", url: `oci://${front.host}`, username, password, insecureOCIForceHttp: "true" },
    },
    stop: async () => {
      await front.stop();
      await registry.stop();
    },
  };
}
