/** Names, labels and API groups that the objects of a site share. */

import type { Site } from "../../../constructs/site.ts";
import type { Architecture } from "../../../model/zone-file.ts";

/** Groups of the objects; references between them name the group alone. */
export const GROUPS = {
  cluster: "cluster.x-k8s.io",
  bootstrap: "bootstrap.cluster.x-k8s.io",
  controlPlane: "controlplane.cluster.x-k8s.io",
  infrastructure: "infrastructure.cluster.x-k8s.io",
} as const;

/** Each site has a namespace on the hub; the prefix keeps it apart from the hub's own. */
export function namespaceOf(site: Site): string {
  return `site-${site.name}`;
}

/** Labels of a BareMetalHost that machine templates select by. */
export const ROLE_LABEL = "flotilla.dev/role";
export const ARCH_LABEL = "flotilla.dev/arch";

/** Annotation of a BareMetalHost from which its network configuration takes the MAC address. */
export const MAC_ANNOTATION = "flotilla.dev/mac";

/** The pool of the site's addresses, alone in its namespace. */
export const POOL = "nodes";

export function workersName(site: Site, arch: Architecture): string {
  return `${site.name}-workers-${arch}`;
}
