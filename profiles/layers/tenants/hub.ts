import type { Hub } from "../../../constructs/hub.ts";
import { defineLayer } from "../../../constructs/profile.ts";
import { addTenants, tenantInputs } from "./namespaces.ts";

/** Tenants of a hub: their share is that of all servers that joined it as nodes. */
export const hubTenants = defineLayer({
  name: "tenants",
  category: "addon",
  inputs: ({ region }: Hub, parameters: { readonly tenantStorage: string }) => {
    const nodes = region.sites.filter((site) => site.spec.kind === "nodes").flatMap((site) => site.hosts);
    return tenantInputs(region.fleet.spec.tenants, Math.max(1, nodes.length), parameters.tenantStorage);
  },
  render: addTenants,
});
