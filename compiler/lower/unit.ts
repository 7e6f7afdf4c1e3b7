/** Folders of manifests and units: what one site, or the hub, contributes to a repository. */

import type { Diagnostic } from "../../model/diagnostic.ts";
import type { IgnoredFields, KubernetesObject, TextFile } from "../../model/manifest.ts";
import type { ClusterServers, ManifestContext, RepositoryFolder } from "../../policies/rule.ts";

/** Values of the labels flotilla.dev/<key> that every object of a folder carries. */
export type IdentityLabels = Readonly<
  Partial<Record<"fleet" | "region" | "zone" | "site" | "profile" | "layer" | "system" | "layer-state", string>>
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
  /** Units with one key are equal; absent: nobody can tell. */
  readonly key?: string;
  /** What a check of it by all rules says, where it was checked before. */
  readonly checked?: CheckedUnit;
}

/** Names of all files of a unit, in the order in which they are written. */
export interface UnitNames {
  readonly hub: readonly RepositoryFolder[];
  readonly site: readonly RepositoryFolder[];
  /** Of servers and tools. */
  readonly files: readonly RepositoryFolder[];
}

/** What is wrong with objects, each by itself. */
export interface ObjectFindings {
  /** By their schemas. */
  readonly shapes: readonly Diagnostic[];
  readonly rules: readonly Diagnostic[];
}

/** What is known of a unit once it was checked: all that is asked of one that nobody writes as text. Plain data. */
export interface CheckedUnit {
  /** What the rules on objects, clusters and files find. */
  readonly diagnostics: readonly Diagnostic[];
  /** Of the objects that the hub, or the centre, reconciles for it: with all others of that cluster they are looked at together. */
  readonly onHub: ObjectFindings;
  readonly names: UnitNames;
  /** Construct paths of the owners of files of servers and tools. */
  readonly owners: readonly string[];
  /** Number of objects. */
  readonly objects: number;
}

export function allNames({ hub, site, files }: UnitNames): readonly RepositoryFolder[] {
  return [...hub, ...site, ...files];
}

/** The unit with just those of its folders and files that are wanted. */
export function partOfUnit(
  unit: Unit,
  isWanted: (each: Readonly<Record<"path" | "construct", string>>) => boolean,
): Unit {
  const { name, construct, hubFolders, siteFolders, files } = unit;
  return {
    name,
    construct,
    hubFolders: hubFolders.filter(isWanted),
    siteFolders: siteFolders.filter(isWanted),
    files: files.filter(isWanted),
  };
}
