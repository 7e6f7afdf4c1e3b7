/** Settings of an engine of a fleet's own, in the place where profiles give those of shipped ones. */

import type { Provisioner } from "../model/provisioner.ts";

/** The compiler looks the engine up by its name; the fields are for that engine alone. */
export function ownProvisioner<S extends { readonly engine: string }>(settings: S): Provisioner {
  return settings as unknown as Provisioner;
}
