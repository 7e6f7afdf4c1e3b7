/** Sources of artifacts: that of a root, which follows a tag, and those that a root pins by digest. */

import { artifactPath, MOVING_TAG, splitPath } from "../../../model/layout.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { hostOf, isLoopback } from "../../../model/special-addresses.ts";
import type { ClusterArtifacts } from "../../cluster-artifacts.ts";
import type { DeliveryCluster, ReconciledFolder } from "../../engine.ts";
import { interval } from "../interval.ts";
import { paceOf } from "../pace.ts";
import { AUTHORITIES } from "./authorities.ts";
import { KEYS, NAMESPACE, ROOT } from "./names.ts";

/** The source of the root folder: a look at the tag that brings nothing new moves no content. */
export function rootArtifact(target: DeliveryCluster, artifacts: ClusterArtifacts): KubernetesObject {
  const { look } = paceOf(target.reach);
  return artifactSource(target, artifacts, ROOT, artifactPath(target.root), interval(...look, target.cluster));
}

/**
 * One source for each artifact that the folders of a hub lie in. Until a root is published the tag stands where the digest
 * will. A digest can bring nothing new, so that its interval is long and nobody is asked for it in between.
 */
export function pinnedArtifacts(
  target: DeliveryCluster,
  artifacts: ClusterArtifacts,
  folders: readonly ReconciledFolder[],
): readonly KubernetesObject[] {
  const paths = new Map(folders.map((folder) => [artifactName(target, folder), artifactPath(folder.path)]));
  paths.delete(ROOT);
  return [...paths].map(([name, path]) =>
    artifactSource(target, artifacts, name, path, interval(60, 60, `${target.cluster}/${name}`)),
  );
}

/** Name of the source of a folder; charts have theirs beside it, so that no name is a bare word. */
export function artifactName({ root }: DeliveryCluster, { name, path }: ReconciledFolder): string {
  const artifact = artifactPath(path);
  if (artifact === artifactPath(root)) return ROOT;
  return artifact === path ? name : `${ROOT}-${splitPath(artifact).file}`;
}

function artifactSource(
  { reach }: DeliveryCluster,
  { url, secret, keys }: ClusterArtifacts,
  name: string,
  path: string,
  every: string,
): KubernetesObject {
  return {
    apiVersion: "source.toolkit.fluxcd.io/v1",
    kind: "OCIRepository",
    metadata: { name, namespace: NAMESPACE },
    spec: {
      interval: every,
      timeout: `${paceOf(reach).fetch}m`,
      provider: "generic",
      url: `${url}/${path}`,
      ref: { tag: MOVING_TAG },
      ...(secret !== undefined && { secretRef: { name: secret } }),
      ...(reach?.authorities !== undefined && { certSecretRef: { name: AUTHORITIES } }),
      ...(isLoopback(hostOf(url) ?? "") && { insecure: true }),
      ...(keys && { verify: { provider: "cosign", secretRef: { name: KEYS } } }),
    },
  };
}

/**
 * Public keys, one of which must have signed (source-controller ocirepository_controller.go, verifySignature, tries each
 * `*.pub`). Named by their content, so that a key that comes moves no other.
 */
export function keysSecret(entries: readonly (readonly [name: string, pem: string])[]): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: KEYS, namespace: NAMESPACE },
    type: "Opaque",
    data: Object.fromEntries(entries.map(([name, pem]) => [`${name}.pub`, Buffer.from(pem).toString("base64")])),
  };
}
