/** The three steps of an artifact: its content under a tag of its own, its signature, and only then the tag that clusters follow. */

import { MOVING_TAG } from "../model/layout.ts";
import type { Artifact } from "./artifact.ts";
import { blobOf, utf8 } from "./digest.ts";
import { MANIFEST } from "./media-types.ts";
import type { ArtifactRepository } from "./repository.ts";
import { isSignedBy, type SigningKey, signatureBeside, signatureOf, signatureTag } from "./signature.ts";

/** Content that a registry holds. */
export interface Stored {
  readonly digest: string;
  /** Whether this call brought it there. */
  readonly isNew: boolean;
}

/**
 * Content under a tag that follows from it, signed where there is a key. A registry may drop what has no tag (zot at once,
 * distribution on `garbage-collect --delete-untagged`), so that a digest alone would keep nothing.
 *
 * @param make is asked only where the tag is not there
 * @param isSigned whether content with this digest is known to have a signature of the key
 */
export async function store(
  repository: ArtifactRepository,
  tag: string,
  make: () => Promise<Artifact>,
  key: SigningKey | undefined,
  isSigned: (digest: string) => boolean = () => false,
): Promise<Stored> {
  const found = await repository.find(tag);
  const made = found === undefined ? await make() : undefined;
  if (made) await repository.push(made, tag);
  const digest = found ?? (made as Artifact).manifest.digest;
  if (key && !isSigned(digest)) await signOnce(repository, digest, key);
  return { digest, isNew: made !== undefined };
}

async function signOnce(repository: ArtifactRepository, digest: string, key: SigningKey): Promise<void> {
  const tag = signatureTag(digest);
  const there = await repository.manifest(tag);
  if (there && isSignedBy(there.content, repository.name, digest, key)) return;
  await repository.push(signatureBeside(there?.content, signatureOf(repository.name, digest, key)), tag);
}

/**
 * Moves the tag that clusters follow to what is stored.
 *
 * @returns whether it stood elsewhere
 */
export async function follow(repository: ArtifactRepository, digest: string): Promise<boolean> {
  if ((await repository.find(MOVING_TAG)) === digest) return false;
  const manifest = await repository.manifest(digest);
  if (!manifest) throw repository.lost(digest);
  await repository.tag(blobOf(MANIFEST, utf8(manifest.text)), MOVING_TAG);
  return true;
}
