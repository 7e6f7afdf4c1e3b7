/** Makes folders of manifests with their labels and context. */

import type { Fleet } from "../../constructs/fleet.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import type { ManifestContext } from "../../policies/rule.ts";
import type { Folder, IdentityLabels } from "./unit.ts";

/** Whose folders are made. */
export interface Owner {
  readonly construct: string;
  readonly labels: IdentityLabels;
}

export type LayerFacts = Pick<ManifestContext, "category" | "privileged" | "tenant" | "isRemote">;

/** The cluster that applies a folder. */
export type ApplyingCluster = Pick<ManifestContext, "kubernetes">;

export type MakeFolder = (
  path: string,
  layer: string,
  objects: readonly KubernetesObject[],
  facts: LayerFacts,
  /** Name of the system whose apps they are. */
  system?: string,
) => Folder;

/** What rules on manifests are told of a folder, whether it is made or read back. */
export function manifestContext(
  { registries, spec: { repositories, tenants } }: Fleet,
  layer: string,
  { category, privileged, tenant, isRemote, kubernetes }: LayerFacts & ApplyingCluster,
): ManifestContext {
  const own = {
    ...(tenant !== undefined && { tenant }),
    // Another API server is no cluster of this version.
    ...(isRemote ? { isRemote } : kubernetes !== undefined && { kubernetes }),
  };
  return { layer, category, privileged, ...own, registries, repositories, tenants };
}

/** Makes folders; equal contexts are one object, so that findings on shared objects can be remembered. */
export class FolderMaker {
  readonly #fleet: Fleet;
  readonly #contexts = new Map<string, ManifestContext>();

  constructor(fleet: Fleet) {
    this.#fleet = fleet;
  }

  for(owner: Owner, cluster: ApplyingCluster): MakeFolder {
    return (path, layer, objects, facts, system) => ({
      path,
      construct: owner.construct,
      labels: { ...owner.labels, layer, ...(system !== undefined && { system }) },
      context: this.#context(layer, facts, cluster),
      objects,
    });
  }

  #context(layer: string, facts: LayerFacts, { kubernetes }: ApplyingCluster): ManifestContext {
    const { category, privileged, tenant, isRemote } = facts;
    const key = JSON.stringify([layer, category, privileged, tenant, isRemote, kubernetes]);
    let context = this.#contexts.get(key);
    if (!context) {
      context = manifestContext(this.#fleet, layer, { ...facts, kubernetes });
      this.#contexts.set(key, context);
    }
    return context;
  }
}

/** A profile reference as a label value: `edge-k3s@1.0.0` becomes `edge-k3s-1.0.0`. */
export function profileLabel(reference: string): string {
  return reference.replace("@", "-");
}
