/** Takes out of a registry what none of the last deliveries of a repository pins. */

import { parseAddress } from "../../oci/address.ts";
import { RegistryClient } from "../../oci/client.ts";
import { ArtifactRepository } from "../../oci/repository.ts";
import { signatureTag } from "../../oci/signature.ts";
import { type DeliveryRecord, isOf, RECORD, readRecord } from "./delivery-record.ts";

export interface PruneRequest {
  /** `oci://registry.panji.example/fleet/guangdong` */
  readonly url: string;
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
 */
export async function pruneArtifacts({ url, keep, isDry }: PruneRequest): Promise<Pruned> {
  const client = new RegistryClient(parseAddress(url));
  const repository = (path: string) => new ArtifactRepository(client, `${url}/${path}`);
  const records = repository(RECORD);
  const newest = await readRecord(records);
  const tags = inOrder(await records.tags(), newest?.commit);
  const old = tags.slice(0, Math.max(0, tags.length - keep));
  const read = (names: readonly string[]) => Promise.all(names.map((tag) => readRecord(records, tag)));
  const [kept, gone] = await Promise.all([read(tags.slice(old.length)), read(old)]);
  const needed = digestsOf([newest, ...kept]);
  const artifacts = [...digestsOf(gone)].filter((each) => !needed.has(each)).map(splitKey);
  if (!isDry) {
    await Promise.all(artifacts.map(([path, digest]) => removeSigned(repository(path), digest)));
    await Promise.all(old.map(async (tag) => remove(records, await records.find(tag), await records.find("main"))));
  }
  return { kept: tags.length - old.length, removed: old.length, artifacts };
}

/** The oldest delivery first. Of those of one second nothing but the newest one is known. */
function inOrder(tags: readonly string[], newest: string | undefined): readonly string[] {
  const isNewest = (tag: string) => newest !== undefined && isOf(tag, newest);
  const all = tags.filter((tag) => tag.startsWith("at-")).sort();
  return [...all.filter((tag) => !isNewest(tag)), ...all.filter(isNewest)];
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
function digestsOf(records: readonly (DeliveryRecord | undefined)[]): ReadonlySet<string> {
  return new Set(
    records.flatMap((record) => Object.entries(record?.artifacts ?? {}).map(([path, digest]) => `${path}@${digest}`)),
  );
}

function splitKey(key: string): readonly [path: string, digest: string] {
  const at = key.indexOf("@");
  return [key.slice(0, at), key.slice(at + 1)];
}
