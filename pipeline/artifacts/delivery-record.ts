/** What was delivered of a repository: the commit, and the digest of every artifact. One lies in the registry for each delivery. */

import { createHash } from "node:crypto";
import { z } from "zod";
import { type Artifact, manifestOf } from "../../oci/artifact.ts";
import { blobOf, utf8 } from "../../oci/digest.ts";
import type { ArtifactRepository } from "../../oci/repository.ts";
import type { SigningKey } from "../../oci/signature.ts";
import { MOVING_TAG } from "../../oci/store.ts";

/** Where it lies, beside the artifacts of the repository. */
export const RECORD = "record";
const TYPE = "application/vnd.flotilla.record.v1+json";

const recordSchema = z.object({
  version: z.literal(1),
  /** Of the Git repository. */
  commit: z.string(),
  /** What clusters read after it. */
  source: z.enum(["git", "oci"]),
  /** Fingerprint of the key that signed; absent: nothing was signed. */
  key: z.string().optional(),
  /** Digest by the path of the folder. */
  artifacts: z.record(z.string(), z.string()),
});

export type DeliveryRecord = Omit<z.output<typeof recordSchema>, "version">;

/** Undefined before the first delivery, and for one that another version wrote. */
export async function readRecord(
  repository: ArtifactRepository,
  tag: string = MOVING_TAG,
): Promise<DeliveryRecord | undefined> {
  const manifest = await repository.manifest(tag);
  if (!manifest) return undefined;
  const { layers } = JSON.parse(manifest.text) as { readonly layers?: readonly { readonly digest: string }[] };
  const digest = layers?.[0]?.digest;
  if (digest === undefined) return undefined;
  const { data } = recordSchema.safeParse(JSON.parse(Buffer.from(await repository.blob(digest)).toString()));
  return data;
}

/** Kept under a tag of its own, so that `prune-artifacts` knows the last of them, and then as the newest. */
export async function writeRecord(repository: ArtifactRepository, record: DeliveryRecord, tag: string): Promise<void> {
  const artifact = recordArtifact(record);
  await repository.push(artifact, tag);
  await repository.tag(artifact.manifest, MOVING_TAG);
}

function recordArtifact({ commit, source, key, artifacts }: DeliveryRecord): Artifact {
  const sorted = Object.fromEntries(Object.entries(artifacts).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const config = blobOf("application/vnd.oci.empty.v1+json", utf8("{}"));
  const layer = blobOf(
    TYPE,
    utf8(`${JSON.stringify({ version: 1, commit, source, ...(key && { key }), artifacts: sorted })}\n`),
  );
  return { manifest: manifestOf(config, layer), blobs: [config, layer] };
}

/** `at-1764441600-0123456789ab`: in the order of time, the time being that of the commit. */
export function historyTag(committed: number, commit: string): string {
  return `at-${String(committed).padStart(10, "0")}-${commit.slice(0, 12)}`;
}

/** Whether it is the tag of the delivery of that commit. */
export function isOf(historyTag: string, commit: string): boolean {
  return historyTag.endsWith(`-${commit.slice(0, 12)}`);
}

/** Which key it was, without saying it. */
export function fingerprintOf({ publicKey }: SigningKey): string {
  return createHash("sha256").update(publicKey).digest("hex").slice(0, 16);
}
