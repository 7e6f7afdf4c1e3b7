import type { Hub } from "../../../constructs/hub.ts";
import { defineLayer } from "../../../constructs/profile.ts";
import { grantsOnNodes } from "./apps.ts";
import { addTenants, tenantInputs } from "./namespaces.ts";

/** Tenants of a hub: their share is that of all servers that joined it as nodes. */
export const hubTenants = defineLayer({
  name: "tenants",
  category: "addon",
  inputs: ({ region }: Hub, parameters: { readonly tenantStorage: string }) => {
    const sites = region.sites.filter((site) => site.spec.kind === "nodes");
    const nodes = sites.flatMap((site) => site.hosts);
    const own = grantsOnNodes(sites.filter((site) => site.parent === "hub" && site.isEmitted));
    return tenantInputs(region.fleet.spec.tenants, Math.max(1, nodes.length), parameters.tenantStorage, own);
  },
  render: addTenants,
});
