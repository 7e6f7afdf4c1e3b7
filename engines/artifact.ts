/** What engines make: objects for a cluster, or files for a server or for a tool that somebody runs. */

import type { Host } from "../constructs/host.ts";
import type { Site } from "../constructs/site.ts";
import type { Zone } from "../constructs/zone.ts";
import type { FolderCategory } from "../model/layout.ts";
import type { HelmRelease, IgnoredFields, KubernetesObject } from "../model/manifest.ts";
import type { Privileges } from "../model/privilege.ts";
import type { StartOrder } from "../model/system-order.ts";

/** A cluster by its place in the fleet; whether it exists is for the compiler to say. */
export type ClusterRef =
  | { readonly kind: "centre" }
  | { readonly kind: "hub"; readonly region: string }
  | { readonly kind: "site"; readonly region: string; readonly site: string };

export interface TenantRef {
  readonly name: string;
  /** The namespace its objects go to when they name none. */
  readonly namespace: string;
}

/** Another API server that a cluster's delivery applies folders to. */
export interface RemoteApi {
  /** RFC 1123 label, unique in the cluster. */
  readonly name: string;
  /** Secret in the cluster with a kubeconfig for it. */
  readonly kubeconfig: { readonly namespace: string; readonly secret: string; readonly key: string };
}

/** An app of a system, which starts after others of it. */
interface SlotPart {
  readonly system: string;
  readonly app: string;
  readonly order: StartOrder;
}

/** Where in its cluster an artifact lies; each place is one folder with one reconciler. */
type FolderSlot =
  /** What the cluster runs for itself, between its layers. */
  | {
      readonly category: Exclude<FolderCategory, "delivery">;
      /** Label; part of the folder's name. */
      readonly layer: string;
      readonly privileged: Privileges;
      /** Later categories wait until it is ready. */
      readonly awaited: boolean;
      /** It waits for the layers of this category besides. */
      readonly needs?: FolderCategory;
      /** Name of another API server that the folder is applied to; absent: the cluster's own. */
      readonly remote?: string;
      /** The tenant whose objects they are, though the platform applies them. */
      readonly of?: string;
    }
  /**
   * What a parent or a management cluster keeps for one site. At a held site nobody applies it; where `pauses` is true its
   * objects say themselves that they are paused, so they are applied, and nothing is deleted.
   */
  | {
      readonly site: Site;
      readonly pauses?: true;
    }
  /** Workloads of a tenant: of one zone, or of the whole cluster. */
  | {
      readonly tenant: TenantRef;
      readonly zone?: Zone | undefined;
      /** Set by the compiler for what it made of an app of a system; no engine does. */
      readonly part?: SlotPart;
    };

export interface ObjectsArtifact {
  readonly kind: "objects";
  readonly audience: ClusterRef;
  readonly slot: FolderSlot;
  readonly objects: readonly KubernetesObject[];
  /** Installed by the cluster's own delivery. */
  readonly charts?: readonly HelmRelease[];
  /** Made reachable for the cluster's own delivery. */
  readonly remotes?: readonly RemoteApi[];
  /** Of its objects. */
  readonly ignored?: readonly IgnoredFields[];
}

/** What a server, or one of several nodes on it, fetches before it has a cluster. */
interface HostFile {
  readonly kind: "host-file";
  readonly audience: Host;
  /** Name of a node, where a host carries several. */
  readonly node?: string;
}

/** What somebody runs a tool with. */
interface OperatorFile {
  readonly kind: "operator-file";
  /** Names the tool or the work: `keadm-batch`. */
  readonly audience: string;
}

/** A file that is not applied to any cluster; its name is that of the last part of its path. */
export type FileArtifact = (HostFile | OperatorFile) & { readonly name: string; readonly text: string };

/** Made for one owner, whose construct path is in the inventory: a site, a zone, a hub, the centre. */
export type Artifact = (ObjectsArtifact | FileArtifact) & { readonly owner: string };
