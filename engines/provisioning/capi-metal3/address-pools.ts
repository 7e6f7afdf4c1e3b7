/** The IPPools of a site: a fixed address for every interface of every server. */

import type { Host } from "../../../constructs/host.ts";
import type { HostInterface } from "../../../constructs/host-interfaces.ts";
import type { Site } from "../../../constructs/site.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { isIpv6 } from "../../../model/network.ts";
import type { PoolScope } from "../../engine.ts";
import { namespaceOf } from "../cluster-api/names.ts";
import { omitEmpty } from "../cluster-api/omit-empty.ts";
import { POOL } from "./names.ts";

/** An address of an interface, and the pool from which the interface has it. */
export interface PooledAddress {
  readonly pool: string;
  readonly address: string;
  /** Length of the network's prefix. */
  readonly prefix: number;
  readonly isIpv6: boolean;
  /** It is an address of the node. */
  readonly isNode: boolean;
}

const suffix = (isSix: boolean) => (isSix ? "-ipv6" : "");

/** The pools of the nodes' own addresses, IPv4 first, with the key of the address in the metadata. */
export function nodePools({ network }: Site): readonly { readonly pool: string; readonly key: string }[] {
  return network.nodes.map((nodes) =>
    isIpv6(nodes) ? { pool: `${POOL}-ipv6`, key: "node_ipv6" } : { pool: POOL, key: "node_ip" },
  );
}

/** The addresses of an interface, each with its pool: interfaces of one name share one on all servers of the site. */
export function pooledAddresses(each: HostInterface, host: Host): readonly PooledAddress[] {
  const counts = new Map<string, number>();
  return each.addresses.map((text) => {
    const [address = "", prefix = ""] = text.split("/");
    const isSix = isIpv6(address);
    const isNode = host.addresses.includes(address);
    const base = `${isNode ? POOL : `net-${each.name.toLowerCase().replace(/[^a-z0-9]/g, "-")}`}${suffix(isSix)}`;
    const before = counts.get(base) ?? 0;
    counts.set(base, before + 1);
    const pool = before === 0 ? base : `${base}-${before + 1}`;
    return { pool, address, prefix: Number(prefix), isIpv6: isSix, isNode };
  });
}

/**
 * The addresses of the site's servers and nobody else's. Claims are named `<host>-<pool>` when CAPM3
 * runs with --enable-bmh-name-based-preallocation, and then each server gets the address of its file;
 * without that flag the servers share the same addresses in the order in which they ask.
 */
export function addressPools({ site, pool }: Pick<PoolScope, "site" | "pool">): readonly KubernetesObject[] {
  const all = pool.hosts.flatMap((host) =>
    host.interfaces.flatMap((each) => pooledAddresses(each, host).map((pooled) => ({ ...pooled, host: host.name }))),
  );
  const byPool = Map.groupBy(all, (each) => each.pool);
  return [...byPool].map(([name, addresses]) => addressPool(site, name, addresses));
}

function addressPool(
  site: Site,
  name: string,
  addresses: readonly (PooledAddress & { readonly host: string })[],
): KubernetesObject {
  const { network } = site;
  // Groups are never empty.
  const first = addresses[0] as PooledAddress;
  const gateway = first.isNode ? network.gateways.find((each) => isIpv6(each) === first.isIpv6) : undefined;
  return {
    apiVersion: "ipam.metal3.io/v1alpha1",
    kind: "IPPool",
    metadata: { name, namespace: namespaceOf(site) },
    spec: omitEmpty({
      clusterName: site.name,
      namePrefix: name === POOL ? site.name : `${site.name}-${name}`,
      pools: addresses.map(({ address, prefix }) => ({
        start: address,
        end: address,
        ...(prefix !== first.prefix && { prefix }),
      })),
      preAllocations: Object.fromEntries(addresses.map(({ host, address }) => [`${host}-${name}`, address])),
      prefix: first.prefix,
      gateway,
      dnsServers: first.isNode ? network.dns.filter((each) => isIpv6(each) === first.isIpv6) : [],
    }),
  };
}
