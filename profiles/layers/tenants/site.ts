import { defineLayer } from "../../../constructs/profile.ts";
import type { Site } from "../../../constructs/site.ts";
import { addTenants, tenantInputs } from "./namespaces.ts";

/** Tenants of a cluster of its own. */
export const siteTenants = defineLayer({
  name: "tenants",
  category: "addon",
  inputs: (site: Site, parameters: { readonly storage: string }) =>
    tenantInputs(site.region.fleet.spec.tenants, site.hosts.length, parameters.storage),
  render: addTenants,
});
