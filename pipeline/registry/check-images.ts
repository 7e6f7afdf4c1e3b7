/** Asks the registries of a fleet for the images that land on its servers. */

import { eachFile } from "../../compiler/each-unit.ts";
import { imageFindings } from "../../compiler/mirror/image-findings.ts";
import { type ImageLanding, MirrorList } from "../../compiler/mirror/mirror-list.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Session } from "../session.ts";
import { askRegistries } from "./ask-registries.ts";
import { openPlatformCache } from "./platform-cache.ts";

/** What the registries said. */
export interface ImageCheck {
  readonly findings: readonly Diagnostic[];
  /** Number of images that were asked for. */
  readonly images: number;
}

/** @param env of the process: where Docker's configuration is, and its helpers */
export async function checkImages(
  { loaded: { fleet, selection }, code: { engines }, settings }: Session,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ImageCheck> {
  if (!fleet) return { findings: [], images: 0 };
  const list = new MirrorList(fleet, {}, engines);
  eachFile({ fleet, selection, engines }, (file) => list.add(file));
  const landings = list.landings().filter(isInRegistry);
  const answers = await askRegistries({
    references: landings.map(({ reference }) => reference),
    client: {
      // Somebody waits, and a registry that is slow is told of as one that is away.
      ...{ tries: 3, seconds: 15 },
      authorities: [...new Set([fleet, ...fleet.regions].flatMap(({ spec }) => Object.values(spec.trust ?? {})))],
      env,
    },
    cache: openPlatformCache(settings.cache),
  });
  return { findings: imageFindings(fleet, landings, answers), images: landings.length };
}

/** A server may boot what lies behind a URL. */
function isInRegistry({ reference }: ImageLanding): boolean {
  return !reference.includes("://");
}
