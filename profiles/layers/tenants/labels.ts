/** What a tenant's namespaces say of themselves, by which clusters know whose they are. */

/** Label: the tenant. */
export const tenantLabel = "flotilla.dev/tenant";

/** Annotation: the groups of its people, one a line. A label could not hold every name. */
export const ownersAnnotation = "flotilla.dev/owners";
