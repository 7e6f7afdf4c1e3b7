/** Takes out of a registry what none of the last deliveries of a repository pins. */

import { MOVING_TAG } from "../../model/layout.ts";
import { OciError } from "../../oci/oci-error.ts";
import type { ArtifactRepository } from "../../oci/repository.ts";
import { signatureTag } from "../../oci/signature.ts";
import { type DeliveryRecord, isTagOf, RECORD, readRecord } from "./delivery-record.ts";
import { type ArtifactPlace, registryOf } from "./registry-of.ts";

export interface PruneRequest extends ArtifactPlace {
  /** How many deliveries stay whole, the newest among them. */
  readonly keep: number;
  /** Nothing is deleted. */
  readonly isDry: boolean;
}

export interface Pruned {
  /** Deliveries that stay. */
  readonly kept: number;
  /** Those that a rollback cannot go back to any more without pushing anew. */
  readonly removed: number;
  /** Paths of artifacts with the digests that go. */
  readonly artifacts: readonly (readonly [path: string, digest: string])[];
}

/**
 * Only what an old delivery lists and no kept one does: content that somebody pushes at this moment is in none of them. The
 * lists go last, so that a run that was ended is gone on with by the next.
 *
 * @throws OciError where the newest list, or one that stays, cannot be read
 */
export async function pruneArtifacts({ keep, isDry, ...place }: PruneRequest): Promise<Pruned> {
  const repository = registryOf(place);
  const records = repository(RECORD);
  const newest = await records.find(MOVING_TAG);
  const tags = inOrder(await records.tags(), newest);
  if (tags.length === 0) return { kept: 0, removed: 0, artifacts: [] };
  const keptTags = tags.slice(-keep);
  const kept = await Promise.all([MOVING_TAG, ...keptTags].map((tag) => needRecord(records, tag)));
  const old = await Promise.all(tags.slice(0, -keep).map((tag) => oldRecord(records, tag)));
  const gone = old.flatMap((each) => each ?? []);
  const needed = digestsOf(kept);
  const artifacts = [...digestsOf(gone.map(({ record }) => record))].filter((each) => !needed.has(each)).map(splitKey);
  if (!isDry) {
    await Promise.all(artifacts.map(([path, digest]) => removeSigned(repository(path), digest)));
    await Promise.all(gone.map(async ({ tag }) => remove(records, await records.find(tag), newest)));
  }
  return { kept: keptTags.length, removed: gone.length, artifacts };
}

/** The oldest delivery first. Of those of one second nothing but the newest one is known. */
function inOrder(tags: readonly string[], newest: string | undefined): readonly string[] {
  const isNewest = (tag: string) => newest !== undefined && isTagOf(tag, newest);
  const all = tags.filter((tag) => tag.startsWith("at-")).sort();
  return [...all.filter((tag) => !isNewest(tag)), ...all.filter(isNewest)];
}

/** @throws OciError where it is not known what a delivery that stays has need of: clusters may follow any of it */
async function needRecord(records: ArtifactRepository, tag: string): Promise<DeliveryRecord> {
  const record = await readRecord(records, tag);
  if (record) return record;
  throw new OciError(
    "oci/record",
    `${records.name} has no ${tag}, so that nobody knows what of the artifacts is still needed.`,
    "Run `flotilla publish`, which lists the newest delivery anew, and then this once more.",
  );
}

interface OldDelivery {
  readonly tag: string;
  readonly record: DeliveryRecord;
}

/** Undefined for one that cannot be read: it stays, with all that it lists. */
async function oldRecord(records: ArtifactRepository, tag: string): Promise<OldDelivery | undefined> {
  try {
    const record = await readRecord(records, tag);
    return record && { tag, record };
  } catch (cause) {
    if (cause instanceof OciError && cause.code === "oci/record") return undefined;
    throw cause;
  }
}

async function removeSigned(repository: ArtifactRepository, digest: string): Promise<void> {
  const signature = await repository.find(signatureTag(digest));
  await repository.remove(digest);
  if (signature !== undefined) await repository.remove(signature);
}

/** A registry deletes by digest, and with it every tag of the same. */
async function remove(records: ArtifactRepository, digest: string | undefined, newest: string | undefined) {
  if (digest !== undefined && digest !== newest) await records.remove(digest);
}

/** `<path>@<digest>` of every artifact. */
function digestsOf(records: readonly DeliveryRecord[]): ReadonlySet<string> {
  return new Set(
    records.flatMap(({ artifacts }) => Object.entries(artifacts).map(([path, digest]) => `${path}@${digest}`)),
  );
}

function splitKey(key: string): readonly [path: string, digest: string] {
  const at = key.indexOf("@");
  return [key.slice(0, at), key.slice(at + 1)];
}
