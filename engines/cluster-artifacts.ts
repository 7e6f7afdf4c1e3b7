/** What a cluster reads in place of its repository, and how its root says which content counts. */

import type { KubernetesObject } from "../model/manifest.ts";

/** Artifacts that are made of a repository, each under the path of its folder (`artifactPath`). */
export interface ClusterArtifacts {
  /** `oci://registry.panji.example/fleet/guangdong` */
  readonly url: string;
  /** Secret beside the agent with the registry's credentials; absent: read without any. */
  readonly secret?: string | undefined;
  /** PEM of public keys, one of which has signed what is taken; absent: signatures are not asked for. */
  readonly keys?: readonly string[] | undefined;
}

/** How the root of a cluster says which content of each artifact counts. */
export interface ArtifactPinning {
  /** Whether clusters take nothing that none of `ClusterArtifacts.keys` has signed. */
  readonly checksSignatures: boolean;
  /**
   * The objects of a root folder that leads a cluster from artifacts back to the repository: what stopped it from reading
   * that is said to be over, whoever else has said it, and what it reads until then stays allowed.
   *
   * @param url of the artifacts: `oci://registry.panji.example/fleet/guangdong`
   */
  released(objects: readonly KubernetesObject[], url: string): readonly KubernetesObject[];
  /** Addresses whose content may not change now: all that applies them is suspended. */
  heldIn(objects: readonly KubernetesObject[]): ReadonlySet<string>;
  /**
   * The objects of a root folder, which name artifacts without a digest, with the digests.
   *
   * @param digests by address: `oci://registry.panji.example/fleet/guangdong/hub/platform`
   */
  pinned(objects: readonly KubernetesObject[], digests: ReadonlyMap<string, string>): readonly KubernetesObject[];
}
