/** Routes of a server in nmstate's words: default ones are the site's gateway, others belong to their interface. */

import { type InterfaceDraft, type RouteDraft, unknown } from "./draft.ts";
import type { Field } from "./field.ts";
import type { SiteValues } from "./site-values.ts";

/** nmstate's number of the kernel's main routing table; 0 and no number mean the same. */
const mainTable = "254";

/**
 * Adds routes to the drafts.
 *
 * @param place the interface of the name in the zone file
 * @returns names of the interfaces with a default route
 */
export function readRoutes(
  routes: readonly Field[],
  drafts: ReadonlyMap<string, InterfaceDraft>,
  place: (name: string) => string,
  site: SiteValues,
): ReadonlySet<string> {
  const uplinks = new Set<string>();
  for (const route of routes) {
    const [name = "", destination] = [route.at("next-hop-interface").text, route.at("destination")];
    const draft = drafts.get(name);
    const [table, gateway] = [route.at("table-id"), route.at("next-hop-address")];
    if (!["0", mainTable].includes(table.text ?? "0") || route.at("state").text === "absent") {
      route.leaveOut(
        "a route of another table, or one that is to go",
        "say it in the site's manifests if it is needed",
      );
    } else if (["0.0.0.0/0", "::/0"].includes(destination.text ?? "")) {
      uplinks.add(name);
      site.offerGateway(gateway, [destination, table, route.at("next-hop-interface")]);
      route.at("metric").leaveOut("the metric of a default route is the engine's");
    } else if (!draft) route.leaveOut("its interface is not carried", "name an interface of the server");
    else {
      const to = `${place(name)}.routes`;
      table.carry(to, "the main table");
      route.at("next-hop-interface").carry(to);
      draft.routes = [...(draft.routes ?? []), readRoute(route, to)];
    }
  }
  return uplinks;
}

function readRoute(route: Field, to: string): RouteDraft {
  const metric = route.at("metric").takeNumber(to);
  return {
    destination: route.at("destination").take(to) ?? unknown,
    gateway: route.at("next-hop-address").take(to) ?? unknown,
    ...(metric !== undefined && { metric }),
  };
}
