/** The options of a generated fleet with their defaults. */

import { PROVINCES } from "./provinces.ts";
import { SITE_TYPES, type SiteType } from "./site-shape.ts";

/** Relative shares of the types of sites; a type left out has none. */
export type Mix = Readonly<Partial<Record<SiteType, number>>>;

export interface FleetOptions {
  /** From 31, one a province, to 100,000. */
  readonly sites: number;
  /** A whole number from 0 to 2^32 - 1. @default 1 */
  readonly seed?: number;
  /** About how many sites Guangdong, Henan and Shandong have for one of each other province. @default 1 */
  readonly skew?: number;
  /** @default k3s 70, metal 15, kubeedge 15 */
  readonly mix?: Mix;
  /** 0 to 2; with fewer there are fewer apps. @default 2 */
  readonly tenants?: number;
}

/** The options with their defaults. @throws RangeError when one is out of its range */
export function checkedOptions(options: FleetOptions): Required<FleetOptions> {
  const { sites, seed = 1, skew = 1, mix = { k3s: 70, metal: 15, kubeedge: 15 }, tenants = 2 } = options;
  const weights = SITE_TYPES.map((type) => mix[type] ?? 0);
  const least = PROVINCES.length;
  demand("sites", sites, Number.isInteger(sites) && sites >= least && sites <= 100_000, `${least} to 100000`);
  demand("seed", seed, Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32, "a whole number from 0 to 4294967295");
  demand("skew", skew, Number.isFinite(skew) && skew >= 1, "a number of at least 1");
  demand("mix", weights, weights.every(isShare) && weights.some((weight) => weight > 0), "shares, not all of them 0");
  demand("tenants", tenants, tenants === 0 || tenants === 1 || tenants === 2, "0, 1 or 2");
  return { sites, seed, skew, mix, tenants };
}

function isShare(weight: number): boolean {
  return Number.isFinite(weight) && weight >= 0;
}

function demand(option: string, found: unknown, holds: boolean, expected: string): void {
  if (!holds) throw new RangeError(`${option}: found ${found}, expected ${expected}`);
}
