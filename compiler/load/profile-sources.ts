/** Hashes the sources of every profile, to be compared with the lock. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { ProfileCatalogue } from "../../constructs/catalogue.ts";
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

/** Reads the sources of every profile of the catalogue and hashes them. */
export function profileFingerprints(catalogue: ProfileCatalogue): ProfileFingerprints {
  const texts = new Map<string, string>();
  const read = (file: string): string => {
    const text = texts.get(file) ?? readFileSync(`${root}${file}`, "utf8");
    texts.set(file, text);
    return text;
  };
  const references = [catalogue.sites, catalogue.hubs, catalogue.centres].flatMap((each) => [...each.keys()]);
  return {
    profileHashes: new Map(references.map((each) => [each, fingerprint(profileFile(each), read)])),
    profileLock: new Map(Object.entries(lock)),
  };
}
