import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { z } from "zod";
import type { fleetSchema } from "../../model/fleet-file.ts";
import { yamlText } from "../../model/yaml-text.ts";
import { addressPlan, type RegionAddresses } from "./address-plan.ts";
import { apportion, runningTotals, sum } from "./apportion.ts";
import { APPS } from "./apps.ts";
import { runFleetCommand } from "./command.ts";
import { checkedOptions, type FleetOptions, type Mix } from "./options.ts";
import { LARGE_PROVINCES, PROVINCES } from "./provinces.ts";
import { type Random, seededRandom } from "./random.ts";
import { controllersOf, regionFiles } from "./region-files.ts";
import { SITE_TYPES, type SiteShape, type SiteType, siteShape } from "./site-shape.ts";

/**
 * The files of a fleet of 31 regions, path by text: valid by construction, the same bytes for the same options.
 *
 * @throws RangeError when an option is out of its range
 */
export function generateFleet(options: FleetOptions): ReadonlyMap<string, string> {
  const { sites, seed, skew, mix, tenants: count } = checkedOptions(options);
  const random = seededRandom(seed);
  const shapes = siteShapes(sites, mix, random);
  const sizes = regionSizes(sites, skew);
  const ends = runningTotals(sizes);
  const regions = ends.map((end, region) => shapes.slice(ends[region - 1] ?? 0, end));
  const hosts = runningTotals(regions.map((here) => sum(here.map(({ roles }) => roles.length))));
  const plan = addressPlan(regions.map((here) => ({ sites: here.length, controllers: sum(here.map(controllersOf)) })));
  const tenants = TENANTS.slice(0, count);
  const apps = APPS.filter(({ tenant }) => tenants.some(({ name }) => name === tenant));
  return new Map([
    ["sites/fleet.yaml", yamlText(fleetRecord(Math.max(1000, ...sizes), tenants))],
    ...PROVINCES.flatMap((province, region) => {
      const addresses = plan[region] as RegionAddresses;
      const firstHost = hosts[region - 1] ?? 0;
      return [...regionFiles({ province, region, shapes: regions[region] ?? [], addresses, firstHost }, random)];
    }),
    ...apps.map((app) => [`apps/${app.tenant}/${app.name}.yaml`, yamlText(app)] as const),
  ]);
}

/** The types in their exact shares, in an order that the seed decides. */
function siteShapes(sites: number, mix: Mix, random: Random): readonly SiteShape[] {
  const counts = apportion(
    sites,
    SITE_TYPES.map((type) => mix[type] ?? 0),
  );
  const types = SITE_TYPES.flatMap((type, index) => new Array<SiteType>(counts[index] ?? 0).fill(type));
  return random.shuffle(types).map((type) => siteShape(type, random));
}

/** One site for every province, the others by weight. */
function regionSizes(sites: number, skew: number): readonly number[] {
  const weights = PROVINCES.map(({ name }) => (LARGE_PROVINCES.has(name) ? skew : 1));
  return apportion(sites - PROVINCES.length, weights).map((more) => more + 1);
}

type FleetRecord = z.input<typeof fleetSchema>;

const TENANTS: NonNullable<FleetRecord["tenants"]> = [
  { name: "retail", namespaces: ["retail"], owners: ["retail-team"] },
  { name: "telco", namespaces: ["telco", "telco-metering"], owners: ["telco-operations"] },
];

function fleetRecord(maxSitesPerRegion: number, tenants: FleetRecord["tenants"]): FleetRecord {
  return {
    name: "panji",
    hierarchy: { regions: PROVINCES.length, maxSitesPerRegion },
    repositories: "https://git.panji.example/fleet",
    registries: ["registry.panji.example"],
    centre: { profile: "centre@1.0.0", endpoint: "https://centre.panji.example:6443" },
    parameters: { metricsRetention: "6h" },
    tenants,
  };
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = runFleetCommand(process.argv.slice(2), generateFleet, (text) => process.stderr.write(text));
}
