/** Folders of manifests and units: what one site, or the hub, contributes to a repository. */

import type { IgnoredFields, KubernetesObject, TextFile } from "../../model/manifest.ts";
import type { ClusterServers, ManifestContext } from "../../policies/rule.ts";

/** Values of the labels flotilla.dev/<key> that every object of a folder carries. */
export type IdentityLabels = Readonly<
  Partial<Record<"fleet" | "region" | "zone" | "site" | "profile" | "layer" | "layer-state", string>>
>;

/** A folder of manifests that one reconciler applies as a whole. */
export interface Folder {
  /** From the root of the repository, without a slash at the end. */
  readonly path: string;
  /** Construct path of the owner. */
  readonly construct: string;
  readonly labels: IdentityLabels;
  readonly context: ManifestContext;
  /** Frozen; folders of many sites share one list when they are equal. */
  readonly objects: readonly KubernetesObject[];
  /** Its objects stay in the cluster when its reconciler goes. */
  readonly orphaned?: true;
  /** Its objects say themselves that they are paused while its site is held. */
  readonly pauses?: true;
  /** Of its objects; its reconciler leaves them alone. */
  readonly ignored?: readonly IgnoredFields[];
}

/** What one site, or the hub, contributes to a repository. One unit is one Pulumi resource. */
export interface Unit {
  /** Name of the site, `hub`, or `centre`. */
  readonly name: string;
  readonly construct: string;
  /** Reconciled by the hub (or the centre's cluster). */
  readonly hubFolders: readonly Folder[];
  /** Reconciled by the site's own agent. */
  readonly siteFolders: readonly Folder[];
  /** Of the site's own cluster, when all their sizes are known. */
  readonly servers?: ClusterServers | undefined;
  readonly files: readonly TextFile[];
}

/** The unit with just those of its folders and files that are wanted. */
export function partOfUnit(
  unit: Unit,
  isWanted: (each: Readonly<Record<"path" | "construct", string>>) => boolean,
): Unit {
  const { hubFolders, siteFolders, files } = unit;
  return {
    ...unit,
    hubFolders: hubFolders.filter(isWanted),
    siteFolders: siteFolders.filter(isWanted),
    files: files.filter(isWanted),
  };
}
