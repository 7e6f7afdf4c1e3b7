/** The module of profiles of a run, named by its URL. */

import { extname } from "node:path";
import type { ProfileFingerprints } from "../compiler/load/profile-sources.ts";
import type { ProfileCatalogue } from "../constructs/catalogue.ts";

/** What a module of profiles exports. It is named by its URL, so that worker threads can import it too. */
export interface ProfileModule {
  readonly catalogue: ProfileCatalogue;
  /** Read again at each call. */
  readonly fingerprints: () => ProfileFingerprints;
}

/** URL of the module with the profiles that come with Flotilla. */
export const shippedProfiles = new URL(`./shipped-profiles${extname(import.meta.filename)}`, import.meta.url).href;

export function importProfiles(url: string): Promise<ProfileModule> {
  return import(url) as Promise<ProfileModule>;
}
