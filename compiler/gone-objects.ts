/** Objects of the tip that the new content lacks, as far as something is lost with them. */

import { load } from "js-yaml";
import { isProtected } from "../engines/protection.ts";
import type { Inventory, InventoryFile } from "../model/inventory.ts";
import { factsOfObject, fieldAt, type KindTable, type RemovalEffect } from "../model/kinds/facts.ts";
import { type FolderLocation, folderLocation, reconcilerOf, splitPath } from "../model/layout.ts";
import { layerStateKey, stateLabel } from "../model/life-state.ts";
import type { KubernetesObject } from "../model/manifest.ts";
import type { GoneObject } from "../policies/rule.ts";
import { tenantLabel } from "../profiles/layers/tenants/labels.ts";
import { fileNameMatcher } from "./emit/file-name.ts";

/** A file of the tip whose object may hold data. */
export interface GoneFile extends InventoryFile {
  readonly path: string;
}

/**
 * Files of objects of kinds whose removal may delete what they hold, that the new content has nowhere in the same cluster.
 * What stands for sites and servers on a hub, or goes with the last of them, is left to the rules on those.
 */
export function goneFiles(
  files: readonly { readonly path: string }[],
  before: Inventory | undefined,
  kinds: KindTable,
): readonly GoneFile[] {
  if (!before) return [];
  const mayDelete = fileNameMatcher(
    kinds,
    ({ onRemoval }) => onRemoval === "deletes" || typeof onRemoval === "function",
  );
  const candidates = new Set(Object.keys(before.files).filter(mayDelete));
  for (const { path } of files) candidates.delete(path);
  if (candidates.size === 0) return [];
  const arrived = new Set(files.flatMap(({ path }) => (before.files[path] ? [] : (inCluster(path) ?? []))));
  return [...candidates].flatMap((path) => {
    const key = inCluster(path);
    return key === undefined || arrived.has(key) ? [] : [{ path, ...(before.files[path] as InventoryFile) }];
  });
}

/** @param textOf the tip's text by its blob id; what it does not know is left out */
export function goneObjects(
  gone: readonly GoneFile[],
  before: Inventory | undefined,
  textOf: (id: string) => string | undefined,
  kinds: KindTable,
): readonly GoneObject[] {
  if (gone.length === 0) return [];
  const pruned = prunedFolders(before);
  return gone.flatMap(({ path, id, construct, kept }) => {
    const text = textOf(id);
    const object = text === undefined ? undefined : load(text);
    const facts = factsOfObject(kinds, object);
    const { folder } = splitPath(path);
    const location = folderLocation(folder);
    if (!facts || !location) return [];
    const { onRemoval, retirement } = facts;
    const effect: RemovalEffect = typeof onRemoval === "string" ? onRemoval : onRemoval(object);
    const { metadata, kind } = object as KubernetesObject;
    const labels = metadata.labels ?? {};
    const app = labels["app.kubernetes.io/name"];
    return [
      {
        path,
        construct,
        name: `${kind.toLowerCase()} ${metadata.namespace ? `${metadata.namespace}/` : ""}${metadata.name}`,
        reconciler: reconcilerOf(location),
        effect,
        fate: kept
          ? isProtected(object as KubernetesObject) && pruned.has(folder)
            ? "left behind"
            : "kept"
          : "pruned",
        isRetired: labels[stateLabel] === "retired" || labels[`flotilla.dev/${layerStateKey}`] === "retired",
        ...(retirement !== undefined && { retirement }),
        ...(kind === "Namespace" && { tenant: tenantOf(labels) }),
        ...(location.category === "app" && app !== undefined && { app: `${location.tenant}/${app}` }),
      },
    ];
  });
}

/** @param labels of a namespace */
export function tenantOf(labels: unknown): string | undefined {
  const tenant = fieldAt(labels, tenantLabel);
  return typeof tenant === "string" ? tenant : undefined;
}

/** Folders whose reconcilers prune: some object in them is not kept. An orphaned one keeps all. */
function prunedFolders(before: Inventory | undefined): ReadonlySet<string> {
  return new Set(
    Object.entries(before?.files ?? {}).flatMap(([path, { kept }]) =>
      kept || path.endsWith("/kustomization.yaml") ? [] : [splitPath(path).folder],
    ),
  );
}

/** What stands for sites and servers, or goes with the last of them. */
const ofSites: ReadonlySet<FolderLocation["category"]> = new Set(["delivery", "provisioning", "runtime"]);

/** The cluster and the file's name, which says kind, namespace and name; undefined for what is not counted. */
function inCluster(path: string): string | undefined {
  const { folder, file } = splitPath(path);
  const location = folderLocation(folder);
  return location && !ofSites.has(location.category) ? `${location.cluster} ${file}` : undefined;
}
