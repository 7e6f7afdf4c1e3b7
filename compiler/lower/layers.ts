/** The folders of a profile's layers, their order, and who waits for whom. */

import {
  type Layer,
  type LayerCategory,
  layerCategories,
  type ParameterValues,
  type Profile,
  profileReference,
} from "../../constructs/profile.ts";
import type { DeliveryEngine, ReconciledFolder } from "../../engines/engine.ts";
import { folderNumbers, layerFolder } from "../../model/layout.ts";
import type { Privileges } from "../../model/privilege.ts";
import { profileFile } from "../../profiles/fingerprint.ts";
import { layerOf } from "../own-code/layer-inputs.ts";
import type { ReconcilerNames } from "./reconciler-folders.ts";
import type { LayerRenderer, Rendered } from "./render-layer.ts";

/** A layer of one subject with its place in the order: the number of its category, never its position. */
export interface PlacedLayer {
  /** `30-cilium`: name of the folder and of its reconciler. */
  readonly folder: string;
  readonly number: number;
  readonly category: LayerCategory;
  readonly privileged: Privileges;
  readonly awaited: boolean;
  readonly rendered: Rendered;
}

/** The layers of a profile with the names of their folders, whether a subject uses them or not. */
export function layerFolders<S>(profile: Profile<S>): readonly LayerFolder<S>[] {
  return profile.layers.map((layer) => ({
    layer,
    number: folderNumbers[layer.category],
    folder: layerFolder(layer.category, layer.name),
  }));
}

interface LayerFolder<S> extends Pick<PlacedLayer, "folder" | "number"> {
  readonly layer: Layer<S>;
}

/**
 * The layers that the profile has for this subject, rendered, in their order.
 *
 * @param trusting its cluster has authorities of its own
 */
export function placeLayers<S>(
  subject: S,
  profile: Profile<S>,
  parameters: ParameterValues,
  delivery: DeliveryEngine,
  renderer: LayerRenderer,
  trusting: boolean,
): readonly PlacedLayer[] {
  const file = profileFile(profileReference(profile));
  return layerFolders(profile).flatMap(({ layer, number, folder }) => {
    const work = layer.prepare(subject, parameters);
    if (!work) return [];
    const { category, privileged = false, awaited = true } = layer;
    const rendered = renderer.render(layer as Layer<never>, work, delivery, trusting, () => layerOf(layer, file));
    return [{ folder, number, category, privileged, awaited, rendered }];
  });
}

/** A folder and what decides its place in the order. */
export interface ReconcileStep extends Omit<ReconciledFolder, "dependsOn" | "orphaned"> {
  readonly category: LayerCategory;
  /** Later categories wait for it. */
  readonly awaited: boolean;
  /** Names of folders that it needs besides. */
  readonly needs?: readonly string[];
  /** It deletes nothing, whatever its name. */
  readonly keeps?: true;
}

/**
 * Each folder waits for the awaited folders of the nearest category below its own that has any.
 *
 * @param orphaned names of the reconcilers that leave their objects behind
 */
export function resolveDependencies(
  steps: readonly ReconcileStep[],
  orphaned: ReconcilerNames,
): readonly ReconciledFolder[] {
  const awaited = Map.groupBy(
    steps.filter((step) => step.awaited),
    (step) => step.category,
  );
  return steps.map(({ category, awaited: _, needs = [], keeps = false, ...folder }) => {
    const rank = layerCategories.indexOf(category);
    const below = layerCategories.slice(0, rank).findLast((each) => awaited.has(each));
    const before = below ? (awaited.get(below) ?? []) : [];
    // Sorted: in which order a profile lists them is nobody's concern.
    const dependsOn = [...new Set([...before.map((step) => step.name), ...needs])].sort();
    return { ...folder, dependsOn, orphaned: keeps || orphaned.has(folder.name) };
  });
}
