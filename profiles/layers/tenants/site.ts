import { defineLayer } from "../../../constructs/profile.ts";
import type { Site } from "../../../constructs/site.ts";
import { grantsAtSite } from "./apps.ts";
import { addTenants, tenantInputs } from "./namespaces.ts";

/** Tenants of a cluster of its own. */
export const siteTenants = defineLayer({
  name: "tenants",
  category: "addon",
  inputs: (site: Site, { storage, ingress }: { readonly storage: string; readonly ingress: "none" | "traefik" }) => ({
    ...tenantInputs(site.region.fleet.spec.tenants, site.hosts.length, storage, grantsAtSite(site)),
    ...(ingress === "traefik" && { ingress: true as const }),
  }),
  render: addTenants,
});
