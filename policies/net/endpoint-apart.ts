import { type Address, holdsAddress, parseAddress } from "../../model/network.ts";
import { sourceAt } from "../../model/source.ts";
import type { FleetRule } from "../rule.ts";
import { addressPlan } from "./address-plan.ts";

const keys = ["nodes", "pods", "services"] as const;

export const endpointApart: FleetRule = {
  id: "FLT-NET-013",
  scope: "fleet",
  severity: "error",
  title: "No site's network covers the address of its hub or of the centre",
  help: "A site that believes the hub's address to be one of its own servers, pods or services never reaches the hub: it cannot be provisioned, and nobody sees that it is alive. Names as endpoints are not resolved, so only addresses are checked.",
  bad: `# sites/guangdong/region.yaml
hub: { endpoint: "https://10.100.0.10:6443" }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, network: { services: 10.96.0.0/12 } }]
`,
  good: `# sites/guangdong/region.yaml
hub: { endpoint: "https://10.100.0.10:6443" }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, network: { services: 10.96.0.0/16 } }]
`,
  check(fleet, context) {
    const centre = { name: "the centre", address: endpointAddress(fleet.spec.centre.endpoint) };
    const hubs = new Map(
      fleet.regions.map((region) => [
        region,
        { name: `the hub of ${region.name}`, address: region.hub && endpointAddress(region.hub.endpoint) },
      ]),
    );
    if (centre.address === undefined && [...hubs.values()].every(({ address }) => address === undefined)) return [];
    return addressPlan(fleet, context).sites.flatMap((addresses) => {
      const { site } = addresses;
      return [centre, hubs.get(site.region)].flatMap((end) =>
        keys
          .flatMap((key) => addresses[key].map(({ text, value }) => ({ key, text, value })))
          .filter(({ value }) => end?.address !== undefined && holdsAddress(value, end.address))
          .map(({ key, text }) => ({
            message: `${key} ${text} covers the endpoint of ${end?.name}`,
            subject: site.path,
            at: sourceAt(site.source, "network", key),
            hint: `choose another network for ${key}`,
          })),
      );
    });
  },
};

/** A URL has an IPv6 address in brackets. */
function endpointAddress(endpoint: string): Address | undefined {
  return parseAddress(new URL(endpoint).hostname.replace(/^\[|\]$/g, ""));
}
