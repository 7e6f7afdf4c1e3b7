/** Addresses of generated fleets. */

/** Node networks are /26 as in the sample fleet, whatever the size of the region. */
const SITE_SIZE = 64;
/** The first /24 of a region is for its own services, such as its clocks. */
const REGION_SERVICES = 256;
/** The least supernet is a /16. */
const LEAST_SUPERNET = 2 ** 16;
const PRIVATE_SPACE = { first: 10 * 2 ** 24, size: 2 ** 24 };

/** What a region needs addresses for. */
export interface AddressNeed {
  readonly sites: number;
  /** Hosts with a management controller. */
  readonly controllers: number;
}

/** The addresses of one region as unsigned 32-bit numbers. */
export interface RegionAddresses {
  readonly supernet: { readonly first: number; readonly prefix: number };
  readonly clock: number;
  /** First address of the node network of the nth site of the region. */
  readonly site: (index: number) => number;
  /** Address of the nth management controller of the region: at the end of the supernet, outside all node networks. */
  readonly controller: (index: number) => number;
}

/**
 * A supernet for each region out of 10.0.0.0/8: the power of two that holds its services, node networks and management
 * controllers. The large ones come first, so that each lies on a multiple of its size and no two overlap; 100,000
 * sites fit however they are spread, since rounding at most doubles what they need.
 */
export function addressPlan(needs: readonly AddressNeed[]): readonly RegionAddresses[] {
  const sizes = needs.map(({ sites, controllers }) =>
    Math.max(LEAST_SUPERNET, powerOfTwo(REGION_SERVICES + sites * SITE_SIZE + controllers + 1)),
  );
  const firsts = new Map<number, number>();
  let next = PRIVATE_SPACE.first;
  for (const index of [...sizes.keys()].sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || a - b)) {
    firsts.set(index, next);
    next += sizes[index] ?? 0;
  }
  if (next > PRIVATE_SPACE.first + PRIVATE_SPACE.size) throw new RangeError("10.0.0.0/8 is too small for the fleet");
  return sizes.map((size, region) => {
    const first = firsts.get(region) ?? 0;
    return {
      supernet: { first, prefix: 32 - Math.log2(size) },
      clock: first + 1,
      site: (index) => first + REGION_SERVICES + index * SITE_SIZE,
      controller: (index) => first + size - 2 - index,
    };
  });
}

function powerOfTwo(least: number): number {
  return 2 ** Math.ceil(Math.log2(least));
}
