/** The images that the values of a chart name whole, in the ways that charts have for it. */

import { isWholeReference, type Pulled } from "../model/pulled.ts";

/**
 * A text that is a whole reference, or a mapping with `repository` or `image`, `tag` and perhaps `registry`. A value without a version, or
 * without a registry, leaves the rest to the chart: what such charts run is a fact of the layer that brings them.
 */
export function chartValueImages(values: unknown): readonly Pulled[] {
  if (Array.isArray(values)) return values.flatMap(chartValueImages);
  if (typeof values !== "object" || values === null) return [];
  const { registry, repository, image, tag } = values as Readonly<Record<string, unknown>>;
  const path = typeof repository === "string" ? repository : image;
  const name = typeof registry === "string" && registry !== "" ? `${registry}/${String(path)}` : path;
  const own: readonly Pulled[] =
    typeof name === "string" && typeof tag === "string" && isWholeReference(`${name}:${tag}`)
      ? [{ type: "image", reference: `${name}:${tag}` }]
      : [];
  return [...own, ...Object.values(values).flatMap(valueImages)];
}

function valueImages(value: unknown): readonly Pulled[] {
  if (typeof value !== "string") return chartValueImages(value);
  return isWholeReference(value) ? [{ type: "image", reference: value }] : [];
}
