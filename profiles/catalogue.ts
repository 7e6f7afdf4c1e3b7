import type { ProfileCatalogue } from "../constructs/catalogue.ts";
import { type Profile, profileReference } from "../constructs/profile.ts";
import { edgeK3s } from "./edge-k3s/1.0.0.ts";

/** Every profile version that a fleet may pin. */
export const catalogue: ProfileCatalogue = {
  sites: byReference([edgeK3s]),
  hubs: byReference([]),
  centres: byReference([]),
};

function byReference<S>(profiles: readonly Profile<S>[]): ReadonlyMap<string, Profile<S>> {
  return new Map(profiles.map((profile) => [profileReference(profile), profile]));
}
