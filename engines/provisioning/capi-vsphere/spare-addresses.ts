/** Addresses of machines that a rollout makes before it takes others away. */

import { holdsAddress, isIpv6, parseAddress, parseCidr } from "../../../model/network.ts";
import type { CapiVsphereProvisioner } from "../../../model/provisioner.ts";
import { within } from "../../../model/source.ts";
import type { PoolScope } from "../../engine.ts";
import type { Unsupported } from "../../unsupported.ts";
import { controlPlaneSurge } from "../cluster-api/control-plane.ts";
import { sparesOf } from "./address-pools.ts";
import { vcenterOf } from "./vcenter.ts";

export function unsupportedSpares(
  { site, pool }: Pick<PoolScope, "site" | "pool">,
  settings: CapiVsphereProvisioner,
): readonly Unsupported[] {
  const { spareAddresses } = vcenterOf(site);
  const at = site.source && within(site.source, "parameters", "spareAddresses");
  const { nodes, vips, ingressVips, gateways } = site.network;
  const ranges = nodes.flatMap((text) => parseCidr(text) ?? []);
  const takers = new Map([
    ...gateways.map((each) => [parseAddress(each), "the gateway"] as const),
    ...vips.map((each) => [parseAddress(each), "the API"] as const),
    ...ingressVips.map((each) => [parseAddress(each), "the applications"] as const),
    ...site.hosts.flatMap(({ name, addresses }) => addresses.map((each) => [parseAddress(each), name] as const)),
  ]);
  const wrong = spareAddresses.flatMap((text, index): readonly Unsupported[] => {
    const address = parseAddress(text);
    const isSecond = spareAddresses.findIndex((each) => parseAddress(each) === address) < index;
    const taker = isSecond ? "another spare one" : takers.get(address);
    const isInside = address !== undefined && ranges.some((range) => holdsAddress(range, address));
    if (isInside && taker === undefined) return [];
    return [
      {
        requested: isInside
          ? `the spare address ${text}, which ${taker} has`
          : `the spare address ${text} outside of ${nodes.join(" and ")}`,
        alternative: "name a free address of network.nodes",
        at,
      },
    ];
  });
  const wanted = pool.ownsCluster ? controlPlaneSurge(site, settings.maxSurge) : settings.maxSurge;
  return [...wrong, ...tooFew(site, wanted, sparesOf({ site, pool }))];
}

/** In every family of the site's. */
function tooFew(site: PoolScope["site"], wanted: number, spare: readonly string[]): readonly Unsupported[] {
  const short = site.network.nodes.filter(
    (network) => spare.filter((each) => isIpv6(each) === isIpv6(network)).length < wanted,
  );
  if (short.length === 0) return [];
  return [
    {
      requested: `machines that are replaced by others, which begin before the old ones end, and no free address in ${short.join(" and ")} for them: the cluster can be made, and every change of its machines waits for ever`,
      alternative: "name one in the parameter spareAddresses, or give the site three control planes",
      at: site.source && within(site.source, "parameters"),
      severity: "warning",
    },
  ];
}
