/** Container images made in the lab (OCI image specification 1.1). */

import { createHash } from "node:crypto";
import { type ArchiveFile, archive } from "../servers/tar.ts";

/** Bytes by which a registry is asked for them. */
export interface Blob {
  readonly type: string;
  readonly digest: string;
  readonly bytes: Buffer;
}

export interface Image {
  readonly manifest: Blob;
  /** Configuration and layer. */
  readonly blobs: readonly Blob[];
}

/** What a container of the image runs. */
export interface ImageConfig {
  readonly entrypoint: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** @default amd64 */
  readonly architecture?: string;
  /** Numeric, so that Kubernetes sees that it is not root. */
  readonly user?: string;
}

/** An image of one layer, not compressed, since it goes no further than loopback; equal files and configuration give an equal digest. */
export function makeImage(files: Readonly<Record<string, ArchiveFile>>, config: ImageConfig): Image {
  const layer = blobOf("application/vnd.oci.image.layer.v1.tar", archive(files));
  const { entrypoint, env = {}, user = "65532", architecture = "amd64" } = config;
  const settings = blobOf("application/vnd.oci.image.config.v1+json", {
    architecture,
    os: "linux",
    config: {
      User: user,
      Entrypoint: entrypoint,
      Env: ["PATH=/bin", ...Object.entries(env).map(([name, value]) => `${name}=${value}`)],
    },
    rootfs: { type: "layers", diff_ids: [layer.digest] },
  });
  const descriptor = ({ type, digest, bytes }: Blob) => ({ mediaType: type, digest, size: bytes.length });
  const type = "application/vnd.oci.image.manifest.v1+json";
  const manifest = blobOf(type, {
    schemaVersion: 2,
    mediaType: type,
    config: descriptor(settings),
    layers: [descriptor(layer)],
  });
  return { manifest, blobs: [settings, layer] };
}

/** An index of images by their architectures, which the registry must hold already. */
export function makeIndex(images: Readonly<Record<string, Image>>): Image {
  const type = "application/vnd.oci.image.index.v1+json";
  const manifests = Object.entries(images).map(([architecture, { manifest }]) => ({
    mediaType: manifest.type,
    digest: manifest.digest,
    size: manifest.bytes.length,
    platform: { os: "linux", architecture },
  }));
  return { manifest: blobOf(type, { schemaVersion: 2, mediaType: type, manifests }), blobs: [] };
}

function blobOf(type: string, content: Buffer | object): Blob {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content));
  return { type, digest: digestOf(bytes), bytes };
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
