/** The images that a pod makes its node pull (k8s.io/api core/v1 PodSpec, v1.35). */

import { type Pulled, type PullReader, pulledImage } from "../pulled.ts";
import { fieldAt } from "./facts.ts";

/** Images of the pod at a path of an object: of containers of every kind, and volumes made of images. */
export function podImagesAt(...path: readonly string[]): PullReader {
  return (object) => podImages(fieldAt(object, ...path));
}

function podImages(pod: unknown): readonly Pulled[] {
  return [
    ...["initContainers", "containers", "ephemeralContainers"].flatMap((key) =>
      list(fieldAt(pod, key)).flatMap((container) => pulledImage(fieldAt(container, "image"))),
    ),
    ...list(fieldAt(pod, "volumes")).flatMap((volume) => pulledImage(fieldAt(volume, "image", "reference"))),
  ];
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
