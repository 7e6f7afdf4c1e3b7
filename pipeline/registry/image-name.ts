/** Where an image lies in a registry. */

import { HUB } from "../../oci/address.ts";
import { parseImage } from "../../policies/sec/image-reference.ts";

export interface ImageName {
  /** `host[:port]` of the registry, as references name it. */
  readonly host: string;
  /** Repository below it: `retail/checkout`. */
  readonly repository: string;
  /** The digest where there is one, else the tag. */
  readonly version: string;
}

/**
 * What a reference leaves out is meant of Docker Hub (distribution/reference, normalize.go).
 *
 * @returns undefined for a text that names no image
 */
export function imageName(reference: string): ImageName | undefined {
  const image = parseImage(reference);
  if (!image) return undefined;
  const [first = "", ...rest] = image.name.split("/");
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  const host = isHost ? first : HUB.name;
  const path = isHost ? rest.join("/") : image.name;
  const isOfficial = host === HUB.name && !path.includes("/");
  return {
    host,
    repository: isOfficial ? `library/${path}` : path,
    version: image.digest ?? image.tag ?? "latest",
  };
}
