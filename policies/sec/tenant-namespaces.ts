import type { ManifestContext } from "../rule.ts";

/** The tenant that an object belongs to: by its folder or by its namespace. */
export function tenantOf(namespace: string | undefined, context: ManifestContext): string | undefined {
  return context.tenant ?? context.tenants.find((tenant) => namespace && tenant.namespaces.includes(namespace))?.name;
}
