/** Where an image lies in a registry. */

import { parseImage } from "../../policies/sec/image-reference.ts";

export interface ImageName {
  /** `host[:port]` of the registry that is asked. */
  readonly host: string;
  /** Repository below it: `retail/checkout`. */
  readonly repository: string;
  /** The digest where there is one, else the tag. */
  readonly version: string;
}

/** Docker Hub answers under another name than the one in references (distribution/reference, normalize.go). */
const HUB = { name: "docker.io", host: "registry-1.docker.io" };

/** Undefined for a text that names no image. */
export function imageName(reference: string): ImageName | undefined {
  const image = parseImage(reference);
  if (!image) return undefined;
  const [first = "", ...rest] = image.name.split("/");
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  const host = isHost ? first : HUB.name;
  const path = isHost ? rest.join("/") : image.name;
  const isOfficial = host === HUB.name && !path.includes("/");
  return {
    host: host === HUB.name ? HUB.host : host,
    repository: isOfficial ? `library/${path}` : path,
    version: image.digest ?? image.tag ?? "latest",
  };
}
