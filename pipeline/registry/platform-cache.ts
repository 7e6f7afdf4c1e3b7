/** What is known of images by their digests: content that a digest names never changes. */

import { CacheFiles } from "../../compiler/load/cache-files.ts";

export interface PlatformCache {
  readonly get: (digest: string) => readonly string[] | undefined;
  readonly put: (digest: string, architectures: readonly string[]) => void;
}

const DIGEST = /^sha256:[0-9a-f]{64}$/;
const ARCHITECTURE = /^[a-z0-9_]+$/;

/** @param folder as `CacheFiles` takes it; absent: nothing outlives the run */
export function openPlatformCache(folder: string | undefined): PlatformCache {
  const files = folder === undefined ? undefined : new CacheFiles(folder);
  const known = new Map<string, readonly string[]>();
  const nameOf = (digest: string) => (DIGEST.test(digest) ? `image-${digest.slice("sha256:".length)}` : undefined);
  const read = (digest: string) => {
    const name = nameOf(digest);
    const names = name === undefined ? undefined : files?.read(name)?.toString("utf8").split("\n");
    return names?.every((each) => ARCHITECTURE.test(each)) ? names : undefined;
  };
  return {
    get: (digest) => {
      const found = known.get(digest) ?? read(digest);
      if (found) known.set(digest, found);
      return found;
    },
    put: (digest, architectures) => {
      known.set(digest, architectures);
      const name = nameOf(digest);
      if (name !== undefined) files?.write(name, Buffer.from(architectures.join("\n")));
    },
  };
}
