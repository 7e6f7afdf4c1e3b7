/** Labels, annotations and names that the objects of Metal3 share. */

import type { Host } from "../../../constructs/host.ts";
import type { HostInterface } from "../../../constructs/host-interfaces.ts";

/** Labels of a BareMetalHost that machine templates select by. */
export const ROLE_LABEL = "flotilla.dev/role";
export const ARCH_LABEL = "flotilla.dev/arch";

/** Annotation of a BareMetalHost from which its network configuration takes the MAC address. */
export const MAC_ANNOTATION = "flotilla.dev/mac";

/** The annotation for an interface; the one that the server boots by has no name of its own in it. */
export function macAnnotation({ name, mac }: HostInterface, host: Host): string {
  return host.spec.interfaces === undefined || mac === host.mac ? MAC_ANNOTATION : `mac.flotilla.dev/${name}`;
}

/** The pool of the site's addresses, alone in its namespace. */
export const POOL = "nodes";
