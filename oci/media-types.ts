/** Types of manifests (opencontainers/image-spec media-types.md, and Docker's before it). */

export const MANIFEST = "application/vnd.oci.image.manifest.v1+json";

/** Of one image, for one platform. */
export const imageTypes: readonly string[] = [MANIFEST, "application/vnd.docker.distribution.manifest.v2+json"];

/** Of images for several platforms. */
const indexTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
];

/** Whatever a tag may stand for; a registry that is not told of indexes may answer with one image of many. */
export const manifestTypes: readonly string[] = [...indexTypes, ...imageTypes];
