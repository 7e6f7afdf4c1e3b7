/** Hosts by the names that people type. */

import type { Fleet } from "../constructs/fleet.ts";
import type { Host } from "../constructs/host.ts";
import { didYouMean } from "../model/suggest.ts";
import type { TokenScope } from "./decide/token.ts";

export interface FoundHosts {
  /** Several where several sites have a host of the name. */
  readonly found: readonly Host[];
  /** `, did you mean ...`, for when there is none. */
  readonly like: string;
}

/** @param name SITE/HOST, or HOST */
export function findHosts({ regions }: Fleet, name: string): FoundHosts {
  const hosts = regions.flatMap(({ sites }) => sites).flatMap((site) => site.hosts);
  const names = hosts.map((host) => host.name);
  return {
    found: hosts.filter((host) => name === host.name || name === `${host.site.name}/${host.name}`),
    like: didYouMean(name, names),
  };
}

/** What a token opens that is for one host. */
export function hostScope({ name, site }: Host): TokenScope {
  return { region: site.region.name, site: site.name, host: name };
}
