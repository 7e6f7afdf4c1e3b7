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

/**
 * Whatever its value, baremetal-operator does nothing to the host (baremetalhost_controller.go Reconcile, v0.13). CAPM3
 * writes and takes away one of the value `metal3.io/capm3` and leaves any other (metal3machine_manager.go, v1.13).
 */
export const PAUSED_ANNOTATION = "baremetalhost.metal3.io/paused";

/** The pool of the site's addresses, alone in its namespace. */
export const POOL = "nodes";
