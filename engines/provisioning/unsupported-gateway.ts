import type { Site } from "../../constructs/site.ts";
import { within } from "../../model/source.ts";
import type { Unsupported } from "../engine.ts";
import { nodeNetwork } from "./node-network.ts";

/** Addresses of the site that collide with its router. */
export function unsupportedGateway(site: Site): readonly Unsupported[] {
  const { gateway } = nodeNetwork(site);
  const { vip } = site.spec.network;
  const taken = site.hosts
    .filter((host) => host.spec.address === gateway)
    .map((host) => ({ user: `host ${host.name}`, at: host.source && within(host.source, "address") }));
  if (vip === gateway) taken.push({ user: "the vip", at: site.source && within(site.source, "network", "vip") });
  return taken.map(({ user, at }) => ({
    requested: `${user} at ${gateway}, where the servers look for their gateway`,
    alternative: "take another address, or name the gateway in the parameter gateway",
    at,
  }));
}
