/** What was delivered of a repository: the commit, and the digest of every artifact. One lies in the registry for each delivery. */

import { createHash } from "node:crypto";
import { z } from "zod";
import type { Tip } from "../../git/repository/tip.ts";
import { deliverySources } from "../../model/delivery.ts";
import { MOVING_TAG } from "../../model/layout.ts";
import { type Artifact, firstLayer, manifestOf } from "../../oci/artifact.ts";
import { blobOf, utf8 } from "../../oci/digest.ts";
import { jsonOf } from "../../oci/json.ts";
import { OciError } from "../../oci/oci-error.ts";
import type { ArtifactRepository } from "../../oci/repository.ts";
import type { SigningKey } from "../../oci/signature.ts";

/** Where it lies, beside the artifacts of the repository. */
export const RECORD = "record";
const TYPE = "application/vnd.flotilla.record.v1+json";

const recordSchema = z.object({
  version: z.literal(1),
  /** Of the Git repository. */
  commit: z.string(),
  /** What clusters read after it. */
  source: z.enum(deliverySources),
  /** Fingerprint of the key that signed; absent: nothing was signed. */
  key: z.string().optional(),
  /** Digest by the path of the folder. */
  artifacts: z.record(z.string(), z.string()),
});

export type DeliveryRecord = Omit<z.output<typeof recordSchema>, "version">;

/**
 * Undefined where there is none: before the first delivery.
 *
 * @param tag of one; the newest unless told otherwise
 * @throws OciError for one that this version does not read: what it says of held sites and of old deliveries would be lost
 */
export async function readRecord(
  repository: ArtifactRepository,
  tag: string = MOVING_TAG,
): Promise<DeliveryRecord | undefined> {
  const manifest = await repository.manifest(tag);
  if (!manifest) return undefined;
  const layer = firstLayer(manifest.content);
  const { data } = recordSchema.safeParse(layer === undefined ? undefined : jsonOf(await repository.blob(layer)));
  if (data) return data;
  throw new OciError(
    "oci/record",
    `${repository.name}:${tag} is no list of a delivery that this version of Flotilla reads.`,
    "Use the version that wrote it, or a later one. If something else was pushed there, delete that tag: `flotilla publish` writes the newest list anew, and what held sites had is then known to nobody.",
  );
}

/** Kept under a tag of its own, so that `prune-artifacts` knows the last of them, and then as the newest. */
export async function writeRecord(
  repository: ArtifactRepository,
  record: DeliveryRecord,
  tip: Pick<Tip, "committed" | "commit">,
): Promise<void> {
  const artifact = recordArtifact(record);
  await repository.push(artifact, historyTag(tip, artifact.manifest.digest));
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

/**
 * `at-1764441600-0123456789ab-fedcba98`: in the order of time, the time being that of the commit. One commit may be delivered
 * more than once, with another key or after the registry lost something.
 *
 * @param digest of the manifest that gets it
 */
export function historyTag({ committed, commit }: Pick<Tip, "committed" | "commit">, digest: string): string {
  return `at-${String(committed).padStart(10, "0")}-${commit.slice(0, 12)}-${partOf(digest)}`;
}

/** Whether the manifest with that digest got the tag. */
export function isTagOf(historyTag: string, digest: string): boolean {
  return historyTag.endsWith(`-${partOf(digest)}`);
}

function partOf(digest: string): string {
  return digest.replace(/^sha256:/, "").slice(0, 8);
}

/** Which key it was, without saying it. */
export function fingerprintOf({ publicKey }: SigningKey): string {
  return createHash("sha256").update(publicKey).digest("hex").slice(0, 16);
}
