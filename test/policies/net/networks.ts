import fc from "fast-check";
import type { Cidr } from "../../../model/network.ts";
import type { NetworkFacts, SiteFacts } from "../../../policies/net/reachability.ts";

/** Networks out of 256 addresses, so that overlaps are frequent; sizes 1 to 64. */
export const smallCidr: fc.Arbitrary<Cidr> = fc
  .tuple(fc.integer({ min: 26, max: 32 }), fc.nat({ max: 255 }))
  .map(([prefix, address]) => cidr(address, prefix));

/** The network of the prefix length that holds the address. */
export function cidr(address: number, prefix: number): Cidr {
  const size = 2 ** (32 - prefix);
  const first = address - (address % size);
  return { first, last: first + size - 1, prefix };
}

const site: fc.Arbitrary<SiteFacts> = fc.record({
  region: fc.nat({ max: 1 }),
  cluster: fc.constantFrom("a", "b", "c", "d", "e", "f"),
  segment: fc.option(fc.nat({ max: 4 }), { nil: undefined }),
  nodes: smallCidr,
  addresses: fc.array(fc.nat({ max: 300 }), { maxLength: 2 }),
  inner: fc.array(smallCidr, { maxLength: 2 }),
});

/** Small fleets in which nearly everything goes wrong. */
export const wildFacts: fc.Arbitrary<NetworkFacts> = fc.record({
  sites: fc.array(site, { maxLength: 8 }),
  regions: fc.tuple(region(), region()),
});

function region() {
  return fc.record({ supernet: smallCidr, asn: fc.constantFrom(64512, 64513, 64514) });
}

/**
 * Fleets in which nothing is shared: site n has the nth /26 of its region's own /16, a segment and a
 * cluster of its own, and keeps one network that no server has.
 */
export const soundFacts: fc.Arbitrary<NetworkFacts> = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.array(fc.nat({ max: 3 }), { maxLength: 30 }))
  .map(([regions, homes]) => ({
    regions: Array.from({ length: regions }, (_, index) => ({
      supernet: cidr(index * 2 ** 16, 16),
      asn: 64512 + index,
    })),
    sites: homes.map((home, index) => {
      const own = home % regions;
      const nodes = cidr(own * 2 ** 16 + index * 64, 26);
      return {
        region: own,
        cluster: `cluster ${index}`,
        segment: index,
        nodes,
        addresses: [nodes.first + 11],
        inner: [cidr(2 ** 31, 16)],
      };
    }),
  }));
