/** Hashes the sources of every profile, to be compared with the lock. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ProfileCatalogue, profileReferences } from "../../constructs/catalogue.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { placeWithin } from "../../model/error-place.ts";
import { fingerprint, profileFile } from "../../profiles/fingerprint.ts";
import lock from "../../profiles/lock.json" with { type: "json" };

/** What a rule needs to tell whether a released profile was changed. */
export interface ProfileFingerprints {
  /** By `name@version`: hash over the profile's sources as they are. */
  readonly profileHashes: ReadonlyMap<string, string>;
  /** By `name@version`: hash at the time of its release. */
  readonly profileLock: ReadonlyMap<string, string>;
}

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The hashes as the build found them; a package holds no sources. */
const builtFile = `${root}profiles/fingerprints.json`;

/** Reads the sources of every profile of the catalogue and hashes them. */
export function profileFingerprints(catalogue: ProfileCatalogue): ProfileFingerprints {
  const profileLock = new Map(Object.entries(lock));
  if (existsSync(builtFile)) {
    const built = JSON.parse(readFileSync(builtFile, "utf8")) as Readonly<Record<string, string>>;
    return { profileHashes: new Map(Object.entries(built)), profileLock };
  }
  const texts = new Map<string, string>();
  const read = (file: string): string => {
    const text = texts.get(file) ?? readFileSync(`${root}${file}`, "utf8");
    texts.set(file, text);
    return text;
  };
  return {
    profileHashes: new Map(profileReferences(catalogue).map((each) => [each, fingerprint(profileFile(each), read)])),
    profileLock,
  };
}

/**
 * The fingerprints of a fleet's own profiles, by the sources and the lock in the fleet's own folder.
 *
 * @param folder of the fleet's code
 */
export function ownFingerprints(
  folder: string,
  shipped: ProfileCatalogue,
  all: ProfileCatalogue,
): { readonly fingerprints: ProfileFingerprints; readonly diagnostics: readonly Diagnostic[] } {
  const known = new Set(profileReferences(shipped));
  const profileHashes = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  for (const reference of profileReferences(all).filter((each) => !known.has(each))) {
    const file = profileFile(reference);
    try {
      profileHashes.set(
        reference,
        fingerprint(file, (path) => readFileSync(join(folder, path), "utf8")),
      );
    } catch (error) {
      const { path } = error as NodeJS.ErrnoException;
      const missing = path === undefined ? file : placeWithin(path, folder);
      diagnostics.push({
        code: "config/profile-file",
        severity: "error",
        message: `profile ${reference}: cannot read ${missing}, expected the profile in ${file} with all that it imports`,
        subjects: [],
        hint: "move it there: its fingerprint is made of these files",
      });
    }
  }
  const profileLock = readOwnLock(folder, diagnostics);
  return { fingerprints: { profileHashes, profileLock }, diagnostics };
}

/** Where the hashes of released profiles of a fleet's own are kept. */
export const ownLockFile = "profiles/lock.json";

function readOwnLock(folder: string, diagnostics: Diagnostic[]): ReadonlyMap<string, string> {
  const file = join(folder, ownLockFile);
  if (!existsSync(file)) return new Map();
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, string>));
  } catch (error) {
    diagnostics.push({
      code: "config/lock",
      severity: "error",
      message: `cannot be read: ${(error as Error).message}, expected JSON with a content hash by name@version`,
      subjects: [],
      at: { file: ownLockFile, path: [] },
      hint: "restore it from Git; `flotilla profile lock` writes it",
    });
    return new Map();
  }
}
