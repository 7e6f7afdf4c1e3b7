import type { Fleet } from "../../constructs/fleet.ts";
import { firstNames } from "../../model/first-names.ts";
import { parseAddress, parseCidr } from "../../model/network.ts";
import type { FleetRule, RuleContext, Violation } from "../rule.ts";
import { addressPlan } from "./address-plan.ts";
import type { DeclaredPath } from "./paths/declared-path.ts";
import { endpointText } from "./paths/endpoint.ts";
import { enteredRegions } from "./paths/entered-regions.ts";
import { fleetPaths } from "./paths/fleet-paths.ts";

export const waysAround: FleetRule = {
  id: "FLT-NET-023",
  scope: "fleet",
  severity: "error",
  widest: "region",
  title: "Nothing that the fleet declares leads into a region but by way of its hub or gateway",
  help: "A region's one way in is its hub, or its gateway: there traffic is filtered and seen. Clocks, name servers, proxies, routes, BMCs, registries and what apps may reach are given as addresses, and an address in the supernet of another region is a second way into that one, which its firewall refuses or, worse, lets through. `flotilla list paths` has every path with the line that makes it. Names are not resolved, so only addresses are judged.",
  bad: `# sites/guangdong/region.yaml
network: { supernet: 10.44.0.0/16 }
---
# sites/hunan/region.yaml
network: { supernet: 10.43.0.0/16 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, network: { ntp: [10.43.0.1] } }]
`,
  good: `# sites/guangdong/region.yaml
network: { supernet: 10.44.0.0/16 }
---
# sites/hunan/region.yaml
network: { supernet: 10.43.0.0/16 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, network: { ntp: [10.44.0.1] } }]
`,
  check(fleet, context) {
    const found = fleetPaths(fleet, context.engines).filter(
      (path) => enteredRegions(path).length > 0 && !isToldElsewhere(path, fleet, context),
    );
    // One line of a file makes a path for each site that it holds for.
    const byLine = Map.groupBy(found, ({ to, purpose, source }) => JSON.stringify([to.name, purpose, source]));
    return [...byLine.values()].map(findingOf);
  },
};

/** Networks of sites are guarded by FLT-NET-014 and, from apps, by FLT-APP-002. */
function isToldElsewhere({ from, to }: DeclaredPath, fleet: Fleet, context: RuleContext): boolean {
  const { index } = addressPlan(fleet, context);
  const range = parseCidr(to.name);
  if (from.kind === "app" && range) return index.touching(range).victims > 0;
  const address = to.address === undefined ? undefined : parseAddress(to.address);
  return to.kind === "bmc" && address !== undefined && index.holding(address) !== undefined;
}

function findingOf(paths: readonly DeclaredPath[]): Violation {
  const [{ from, to, purpose, source }] = paths as [DeclaredPath, ...DeclaredPath[]];
  const regions = [...new Set(paths.flatMap(enteredRegions))].sort();
  const more = paths.length > 1 ? ` and ${paths.length - 1} more` : "";
  const place = to.address ?? to.name;
  return {
    message: `${endpointText(from)}${more}: ${purpose} at ${place} in ${regions.length === 1 ? "region" : "regions"} ${firstNames(regions)}, past its hub or gateway`,
    subject: from.place ?? from.name,
    others: [...new Set(paths.slice(1).map((path) => path.from.place ?? path.from.name))],
    at: source,
    hint: "name an address outside of the supernets of other regions; what regions share lies in none of them, or is reached through a hub",
  };
}
