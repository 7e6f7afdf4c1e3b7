/** Labels, annotations and names that the objects of Metal3 share. */

/** Labels of a BareMetalHost that machine templates select by. */
export const ROLE_LABEL = "flotilla.dev/role";
export const ARCH_LABEL = "flotilla.dev/arch";

/** Annotation of a BareMetalHost from which its network configuration takes the MAC address. */
export const MAC_ANNOTATION = "flotilla.dev/mac";

/** The pool of the site's addresses, alone in its namespace. */
export const POOL = "nodes";
