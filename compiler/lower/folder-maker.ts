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

export type MakeFolder = (
  path: string,
  layer: string,
  objects: readonly KubernetesObject[],
  facts: LayerFacts,
) => Folder;

/** What rules on manifests are told of a folder, whether it is made or read back. */
export function manifestContext(
  { registries, spec: { repositories, tenants } }: Fleet,
  layer: string,
  { category, privileged, tenant, isRemote }: LayerFacts,
): ManifestContext {
  const own = { ...(tenant !== undefined && { tenant }), ...(isRemote && { isRemote }) };
  return { layer, category, privileged, ...own, registries, repositories, tenants };
}

/** Makes folders; equal contexts are one object, so that findings on shared objects can be remembered. */
export class FolderMaker {
  readonly #fleet: Fleet;
  readonly #contexts = new Map<string, ManifestContext>();

  constructor(fleet: Fleet) {
    this.#fleet = fleet;
  }

  for(owner: Owner): MakeFolder {
    return (path, layer, objects, facts) => ({
      path,
      construct: owner.construct,
      labels: { ...owner.labels, layer },
      context: this.#context(layer, facts),
      objects,
    });
  }

  #context(layer: string, facts: LayerFacts): ManifestContext {
    const { category, privileged, tenant, isRemote } = facts;
    const key = `${layer} ${category} ${JSON.stringify(privileged)} ${tenant ?? ""} ${isRemote ?? false}`;
    let context = this.#contexts.get(key);
    if (!context) {
      context = manifestContext(this.#fleet, layer, facts);
      this.#contexts.set(key, context);
    }
    return context;
  }
}

/** A profile reference as a label value: `edge-k3s@1.0.0` becomes `edge-k3s-1.0.0`. */
export function profileLabel(reference: string): string {
  return reference.replace("@", "-");
}
