/** The files of a fleet of one region. */

import { addressPlan, type RegionAddresses } from "../fleet/address-plan.ts";
import { apportion, sum } from "../fleet/apportion.ts";
import { generateFleet } from "../fleet/generate.ts";
import type { Mix } from "../fleet/options.ts";
import { PROVINCES, type Province } from "../fleet/provinces.ts";
import { seededRandom } from "../fleet/random.ts";
import { controllersOf, regionFiles } from "../fleet/region-files.ts";
import { SITE_TYPES, siteShape } from "../fleet/site-shape.ts";

export const REGION = "guangdong";

export interface RegionOptions {
  readonly sites: number;
  readonly mix: Mix;
  /** URL that the hub reads repositories from. */
  readonly repositories: string;
  /** host:port of the registry. */
  readonly registry: string;
}

/** Files of a fleet of one region, path by text, from the parts of the generated fleets; every site is active. */
export function regionFleet({ sites, mix, repositories, registry }: RegionOptions): ReadonlyMap<string, string> {
  const random = seededRandom(1);
  const counts = apportion(
    sites,
    SITE_TYPES.map((type) => mix[type] ?? 0),
  );
  const types = SITE_TYPES.flatMap((type, index) => Array.from({ length: counts[index] ?? 0 }, () => type));
  const shapes = random.shuffle(types).map((type) => siteShape(type, random));
  const [addresses] = addressPlan([{ sites, controllers: sum(shapes.map(controllersOf)) }]);
  const region = PROVINCES.findIndex(({ name }) => name === REGION);
  const plan = { province: PROVINCES[region] as Province, region, shapes, firstHost: 0 };
  const files = [...regionFiles({ ...plan, addresses: addresses as RegionAddresses }, random)];
  const whole = generateFleet({ sites: PROVINCES.length });
  return new Map([
    ["sites/fleet.yaml", fleetText(whole.get("sites/fleet.yaml") ?? "", repositories, registry)],
    ...files.map(([path, text]) => [path, text.replace(/state: \w+/g, "state: active")] as const),
    // An app for zones of other regions stays out.
    ...[...whole]
      .filter(([path, text]) => path.startsWith("apps/") && !text.includes("xinjiang"))
      .map(([path, text]) => [path, text.replace(/^ +- zhejiang\n/m, "").replaceAll(REGISTRY, registry)] as const),
  ]);
}

const REGISTRY = "registry.panji.example";

function fleetText(text: string, repositories: string, registry: string): string {
  return text
    .replace("regions: 31", "regions: 1")
    .replace(/^repositories: .*$/m, `repositories: ${repositories}`)
    .replaceAll(REGISTRY, JSON.stringify(registry));
}
