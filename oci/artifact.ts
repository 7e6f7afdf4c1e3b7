/** Files as an artifact that Flux and Argo CD both take. */

import { constants, gzipSync } from "node:zlib";
import { field, mappings, text } from "../model/json-fields.ts";
import { type Blob, blobOf, descriptorOf, utf8 } from "./digest.ts";
import { MANIFEST } from "./media-types.ts";
import { tarOf } from "./tar.ts";

/** Flux's, by which registries and people tell what it is; Argo CD looks at the layer alone. */
const CONFIG = "application/vnd.cncf.flux.config.v1+json";
/**
 * Argo CD refuses Flux's own type of a layer (util/oci client.go, allowed media types), Flux takes the first layer of any
 * type (fluxcd/pkg oci/client pull.go).
 */
const LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";

/** A manifest with what it refers to. */
export interface Artifact {
  readonly manifest: Blob;
  readonly blobs: readonly Blob[];
}

/**
 * The same files give the same digest: nothing tells of when or of which commit. What does change with every commit is told
 * by annotations, and then the digest changes with it.
 */
export function artifactOf(
  files: ReadonlyMap<string, string>,
  annotations?: Readonly<Record<string, string>>,
): Artifact {
  const blobs = [blobOf(CONFIG, utf8("{}")), blobOf(LAYER, gzip(tarOf(files)))] as const;
  return { manifest: manifestOf(...blobs, annotations), blobs };
}

/** A manifest of one layer (opencontainers/image-spec manifest.md). */
export function manifestOf(
  config: Blob,
  layer: Blob,
  annotations?: Readonly<Record<string, string>>,
  ofLayer?: Readonly<Record<string, string>>,
): Blob {
  const content = JSON.stringify({
    schemaVersion: 2,
    mediaType: MANIFEST,
    config: descriptorOf(config),
    layers: [{ ...descriptorOf(layer), ...(ofLayer && { annotations: ofLayer }) }],
    ...(annotations && { annotations }),
  });
  return blobOf(MANIFEST, utf8(content));
}

/**
 * Digest of what a manifest is about; undefined where it has no layers.
 *
 * @param manifest its content
 */
export function firstLayer(manifest: unknown): string | undefined {
  return text(field(mappings(field(manifest, "layers"))[0], "digest"));
}

function gzip(bytes: Buffer): Uint8Array<ArrayBuffer> {
  const packed = gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION });
  // RFC 1952: the system that packed it; zlib writes the one that it runs on, 255 is none.
  packed[9] = 255;
  return new Uint8Array(packed);
}
