/** What is known of images by their digests: content that a digest names never changes. */

import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface PlatformCache {
  readonly get: (digest: string) => readonly string[] | undefined;
  readonly put: (digest: string, architectures: readonly string[]) => void;
}

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/**
 * @param folder absolute path, made when it is missing; absent: nothing outlives the run. Where nothing can be kept,
 *   nothing is
 */
export function openPlatformCache(folder: string | undefined): PlatformCache {
  const known = new Map<string, readonly string[]>();
  const fileOf = (digest: string) =>
    folder !== undefined && DIGEST.test(digest) ? join(folder, `image-${digest.slice(7)}`) : undefined;
  return {
    get: (digest) => {
      const file = fileOf(digest);
      const found = known.get(digest) ?? (file === undefined ? undefined : readNames(file));
      if (found) known.set(digest, found);
      return found;
    },
    put: (digest, architectures) => {
      known.set(digest, architectures);
      const file = fileOf(digest);
      if (file !== undefined && folder !== undefined) keep(folder, file, architectures.join("\n"));
    },
  };
}

/** Undefined for what is not there or damaged. */
function readNames(file: string): readonly string[] | undefined {
  try {
    const names = readFileSync(file, "utf8").split("\n");
    return names.every((name) => /^[a-z0-9_]+$/.test(name)) ? names : undefined;
  } catch {
    return undefined;
  }
}

/** A file appears whole or not at all. */
function keep(folder: string, file: string, text: string): void {
  const part = `${file}.${randomUUID()}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(part, text, { flag: "wx", mode: 0o600 });
    renameSync(part, file);
  } catch {
    rmSync(part, { force: true });
  }
}
