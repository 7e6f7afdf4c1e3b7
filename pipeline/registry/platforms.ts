/** For which architectures an image is built, as its manifest, its index or its configuration says. */

import { field, mappings } from "../../model/json-fields.ts";
import { imageTypes } from "../../oci/media-types.ts";

/** What a manifest says of architectures, or where to ask further. */
export type ManifestContent =
  | { readonly architectures: readonly string[] }
  /** Digest of the image's configuration. */
  | { readonly configuration: string };

/**
 * @param manifest JSON of an index or of one image (OCI image specification 1.1, image-index.md and manifest.md)
 * @returns undefined for anything else
 */
export function manifestContent(manifest: unknown): ManifestContent | undefined {
  const type = field(manifest, "mediaType");
  if (Array.isArray(field(manifest, "manifests"))) {
    return { architectures: architecturesOf(mappings(field(manifest, "manifests")).map(({ platform }) => platform)) };
  }
  const configuration = field(manifest, "config", "digest");
  if (typeof configuration !== "string" || (type !== undefined && !imageTypes.includes(String(type)))) return undefined;
  return { configuration };
}

/** Of what lies in an index, or of one configuration. Attestations have the platform `unknown/unknown`. */
export function architecturesOf(platforms: readonly unknown[]): readonly string[] {
  const linux = platforms.filter((platform) => field(platform, "os") === "linux");
  return [...new Set(linux.map((platform) => String(field(platform, "architecture"))))].sort();
}
