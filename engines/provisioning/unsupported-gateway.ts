import type { Site } from "../../constructs/site.ts";
import { within } from "../../model/source.ts";
import type { Unsupported } from "../unsupported.ts";

/** Addresses of the site that collide with its router. */
export function unsupportedGateway(site: Site): readonly Unsupported[] {
  return site.network.gateways.flatMap((gateway) => takenGateway(site, gateway));
}

function takenGateway(site: Site, gateway: string): readonly Unsupported[] {
  const taken = site.hosts
    .filter((host) => host.addresses.includes(gateway))
    .map((host) => ({ user: `host ${host.name}`, at: host.source && within(host.source, "address") }));
  if (site.network.vips.includes(gateway))
    taken.push({ user: "the vip", at: site.source && within(site.source, "network", "vip") });
  return taken.map(({ user, at }) => ({
    requested: `${user} at ${gateway}, where the servers look for their gateway`,
    alternative: "take another address, or name the gateway in network.gateway or in the parameter gateway",
    at,
  }));
}
