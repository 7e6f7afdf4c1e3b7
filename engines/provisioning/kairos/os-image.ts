/** The OS image of a site's servers. */

import type { Site } from "../../../constructs/site.ts";
import { type KairosProvisioner, mirroredImage } from "../../../model/provisioner.ts";

/** An OS image by what the orders to servers are named after. */
export interface OsImage {
  /** With its registry, as servers pull it. */
  readonly reference: string;
  /** Without the fleet's first registry: another mirror makes no other image. */
  readonly name: string;
  /** Or the digest of an image that has no tag. */
  readonly tag: string;
}

/** The image of the site's own, or else its profile's. */
export function osImage({ registry, spec }: Site, { os }: KairosProvisioner): OsImage {
  if (spec.osImage === undefined) return { reference: mirroredImage(registry, os), name: os.name, tag: os.tag };
  const reference = spec.osImage;
  const path = reference.startsWith(`${registry}/`) ? reference.slice(registry.length + 1) : reference;
  const [, name = path, tag = ""] = /^(.*?)[:@]([^/]*)$/.exec(path) ?? [];
  return { reference, name, tag };
}
