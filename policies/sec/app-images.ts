/** The images that apps name, zone by zone where they differ. */

import type { App } from "../../constructs/app.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import { type Source, sourceAt } from "../../model/source.ts";
import { perEvaluation } from "../per-evaluation.ts";
import { type ImageReference, parseImage } from "./image-reference.ts";

/** An image where an app's file names it. */
export interface AppImage {
  readonly app: App;
  readonly image: string;
  readonly reference: ImageReference;
  readonly at: Source | undefined;
}

/** The image of every app, of its further containers, those of its next version, and of every ring, region and zone in which it differs. */
export function imagesOf(fleet: Fleet): readonly AppImage[] {
  return fleet.apps.flatMap((app) => [
    appImage(app, app.spec.image, sourceAt(app.source, "image")),
    ...(["initContainers", "containers"] as const).flatMap((key) =>
      app.spec[key].map(({ image }, index) => appImage(app, image, sourceAt(app.source, key, index, "image"))),
    ),
    ...(app.spec.prefetch ?? []).map((image, index) => appImage(app, image, sourceAt(app.source, "prefetch", index))),
    ...app.differences.flatMap(({ part: { image }, steps }) =>
      image === undefined ? [] : [appImage(app, image, sourceAt(app.source, ...steps, "image"))],
    ),
  ]);
}

export const appImages = perEvaluation(imagesOf);

function appImage(app: App, image: string, at: Source | undefined): AppImage {
  return { app, image, reference: parseImage(image) ?? malformed, at };
}

/** What is no reference comes from no registry. */
const malformed: ImageReference = { name: "", tag: undefined, digest: undefined };
