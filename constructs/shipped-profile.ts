/** A profile by its reference, for one that extends it. */

import type { Profile } from "./profile.ts";

/** @throws Error when the catalogue has no such version */
export function shippedProfile<S>(profiles: ReadonlyMap<string, Profile<S>>, reference: string): Profile<S> {
  const found = profiles.get(reference);
  if (found) return found;
  throw new Error(`found no profile ${reference}, expected one of ${[...profiles.keys()].join(", ")}`);
}
