import fc from "fast-check";
import { type Address, type Cidr, networkOf, offset, parseAddress } from "../../../model/network.ts";
import type { NetworkFacts, SiteFacts } from "../../../policies/net/reachability.ts";

/** The same numbers as an IPv6 address, for networks of both families that differ in nothing else. */
function ipv6(address: number): Address {
  return offset(parseAddress("::") as Address, address);
}

const prefixLength = fc.integer({ min: 26, max: 32 });
const number = fc.nat({ max: 255 });

const ipv4Cidr: fc.Arbitrary<Cidr> = fc.tuple(prefixLength, number).map(([prefix, address]) => cidr(address, prefix));

const ipv6Cidr: fc.Arbitrary<Cidr> = fc
  .tuple(prefixLength, number)
  .map(([prefix, address]) => networkOf(ipv6(address), prefix + 96));

/** Networks of either family out of 256 addresses each, so that overlaps are frequent; sizes 1 to 64. */
export const smallCidr: fc.Arbitrary<Cidr> = fc.oneof(ipv4Cidr, ipv6Cidr);

export const smallAddress: fc.Arbitrary<Address> = fc.oneof(fc.nat({ max: 300 }), fc.nat({ max: 300 }).map(ipv6));

/** One network, or one of each family. */
const family: fc.Arbitrary<readonly Cidr[]> = fc.oneof(
  ipv4Cidr.map((one) => [one]),
  ipv6Cidr.map((one) => [one]),
  fc.tuple(ipv4Cidr, ipv6Cidr),
);

/** The IPv4 network of the prefix length that holds the address. */
export function cidr(address: number, prefix: number): Cidr {
  return networkOf(address, prefix);
}

const site: fc.Arbitrary<SiteFacts> = fc.record({
  region: fc.nat({ max: 1 }),
  cluster: fc.constantFrom("a", "b", "c", "d", "e", "f"),
  segments: fc.uniqueArray(fc.nat({ max: 4 }), { maxLength: 2 }),
  nodes: family,
  addresses: fc.array(smallAddress, { maxLength: 2 }),
  inner: fc.array(smallCidr, { maxLength: 2 }),
});

/** Small fleets in which nearly everything goes wrong. */
export const wildFacts: fc.Arbitrary<NetworkFacts> = fc.record({
  sites: fc.array(site, { maxLength: 8 }),
  regions: fc.tuple(region(), region()),
});

function region() {
  return fc.record({ supernets: family, asn: fc.constantFrom(64512, 64513, 64514) });
}

/**
 * Fleets in which nothing is shared: site n has the nth /26 of its region's own /16, a segment and a
 * cluster of its own, and keeps one network that no server has.
 */
export const soundFacts: fc.Arbitrary<NetworkFacts> = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.array(fc.nat({ max: 3 }), { maxLength: 30 }))
  .map(([regions, homes]) => ({
    regions: Array.from({ length: regions }, (_, index) => ({
      supernets: [cidr(index * 2 ** 16, 16), networkOf(ipv6(index * 2 ** 16), 112)],
      asn: 64512 + index,
    })),
    sites: homes.map((home, index) => {
      const own = home % regions;
      const start = own * 2 ** 16 + index * 64;
      return {
        region: own,
        cluster: `cluster ${index}`,
        segments: [index],
        nodes: [cidr(start, 26), networkOf(ipv6(start), 122)],
        addresses: [start + 11, ipv6(start + 11)],
        inner: [cidr(2 ** 31, 16), networkOf(ipv6(2 ** 31), 112)],
      };
    }),
  }));
