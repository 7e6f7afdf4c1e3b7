/** What a server of SuperEdge fetches besides what the hub's objects name. */

import { fieldAt } from "../../../model/kinds/facts.ts";
import { podImagesAt } from "../../../model/kinds/pod-images.ts";
import type { PullReader } from "../../../model/pulled.ts";

/** The static pod that a server runs out of its own folder. */
export const staticPodPulls: PullReader = (pod, read) =>
  fieldAt(pod, "kind") === "Pod" ? podImagesAt("spec")(pod, read) : [];

/** Of files that name nothing to fetch. */
export const pullsNothing: PullReader = () => [];
