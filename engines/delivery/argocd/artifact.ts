/** Sources of Applications: the repository, or the artifacts that are made of it. */

import type { JsonObject } from "../../../model/json.ts";
import { artifactPath, MOVING_TAG } from "../../../model/layout.ts";
import type { DeliveryCluster } from "../../engine.ts";

/**
 * Where the objects of a folder come from. An artifact holds its files under the same paths as the repository. Its tag moves with
 * every new content; what a root pins has the digest in its place (`pinning.ts`).
 */
export function folderSource({ repository, artifacts }: DeliveryCluster, path: string): JsonObject {
  return artifacts
    ? { repoURL: artifactAddress(artifacts.url, path), targetRevision: MOVING_TAG, path }
    : { repoURL: repository, targetRevision: "main", path };
}

/** @param path of a folder of manifests */
export function artifactAddress(url: string, path: string): string {
  return `${url}/${artifactPath(path)}`;
}

/**
 * What the platform's project admits besides the repository: the artifact of the cluster, or all of a hub, of which each site has one.
 * Two stars stand for any further names (argo-cd util/glob).
 *
 * @param root path of the root folder
 */
export function platformArtifacts(url: string, home: string, root: string): readonly string[] {
  return artifactPath(root) === home ? [`${url}/${home}`] : [`${url}/${home}/**`];
}
