/** Nodes of one site that are made in the same way: a site has one pool unless its profile names more. */
import type { Provisioner } from "../model/provisioner.ts";
import type { Host } from "./host.ts";
import type { Profile } from "./profile.ts";
import type { Site } from "./site.ts";

export interface Pool {
  /** Unique in the site; `default` when the profile names none. */
  readonly name: string;
  readonly provisioner: Provisioner;
  /** Servers of the pool, in the order of the site's file; none in a pool of virtual machines. */
  readonly hosts: readonly Host[];
  /** It makes the cluster object that the other pools join; true for one pool of a site. */
  readonly ownsCluster: boolean;
}

/** The pools of a site, the one that owns the cluster first. */
export function poolsOf({ hosts }: Site, { provisioner, pools = [] }: Profile<Site>): readonly Pool[] {
  const others = pools.map((pool): Pool => {
    const own = hosts.filter((host) => pool.takes?.(host) ?? false);
    return { name: pool.name, provisioner: pool.provisioner, hosts: own, ownsCluster: false };
  });
  const taken = new Set(others.flatMap((pool) => pool.hosts));
  const rest = others.length === 0 ? hosts : hosts.filter((host) => !taken.has(host));
  return [{ name: "default", provisioner, hosts: rest, ownsCluster: true }, ...others];
}
