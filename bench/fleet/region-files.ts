/** The files of one region of a generated fleet. */

import type { z } from "zod";
import { formatAddress } from "../../model/network.ts";
import type { regionSchema } from "../../model/region-file.ts";
import { yamlText } from "../../model/yaml-text.ts";
import type { zoneSchema } from "../../model/zone-file.ts";
import type { RegionAddresses } from "./address-plan.ts";
import { apportion } from "./apportion.ts";
import { LARGE_PROVINCES, type Province } from "./provinces.ts";
import type { Random } from "./random.ts";
import { type SiteShape, TRAITS } from "./site-shape.ts";
import { type SiteInput, siteSpec } from "./site-spec.ts";

/** One region of a generated fleet before it has files. */
export interface RegionPlan {
  readonly province: Province;
  /** Number of the region, from 0. */
  readonly region: number;
  readonly shapes: readonly SiteShape[];
  readonly addresses: RegionAddresses;
  /** Number of its first host in the fleet. */
  readonly firstHost: number;
}

/** Zones hold at most this many sites, as evenly as can be. */
const ZONE_SIZE = 50;

/** region.yaml and the zones of a region, path by text. */
export function regionFiles(plan: RegionPlan, random: Random): ReadonlyMap<string, string> {
  const folder = `sites/${plan.province.name}`;
  const files = new Map([[`${folder}/region.yaml`, yamlText(regionRecord(plan))]]);
  const zones = Math.ceil(plan.shapes.length / ZONE_SIZE);
  const sizes = apportion(plan.shapes.length, new Array<number>(zones).fill(1));
  const sites = siteSpecs(plan, sizes, random);
  for (const [zone, specs] of sites.entries()) {
    const record = zoneRecord(plan, zone, specs);
    files.set(`${folder}/${record.zone}.yaml`, yamlText(record));
  }
  return files;
}

/** The sites of each zone; addresses and hosts are numbered through the region. */
function siteSpecs(plan: RegionPlan, sizes: readonly number[], random: Random): readonly (readonly SiteInput[])[] {
  const { province, region, addresses } = plan;
  let [site, host, controller] = [0, plan.firstHost, 0];
  return sizes.map((size, zone) =>
    plan.shapes.slice(site, site + size).map((shape, inZone) => {
      const position = {
        ...{ province, region, zone, site: inZone, host },
        network: addresses.site(site),
        controller: addresses.controller(controller),
      };
      site += 1;
      host += shape.roles.length;
      controller += controllersOf(shape);
      return siteSpec(shape, position, random);
    }),
  );
}

/** Management controllers that a site needs addresses for. */
export function controllersOf({ type, roles }: SiteShape): number {
  return TRAITS[type].managed ? roles.length : 0;
}

/** Two regions on Argo CD, as in the sample fleet. */
const ARGO_CD: ReadonlySet<string> = new Set(["beijing", "shanghai"]);

function regionRecord({ province, addresses, shapes }: RegionPlan): z.input<typeof regionSchema> {
  const { name, code, letters } = province;
  const { first, prefix } = addresses.supernet;
  return {
    name,
    code,
    timezone: name === "xinjiang" ? "Asia/Urumqi" : "Asia/Shanghai",
    delivery: ARGO_CD.has(name) ? "argocd" : "flux",
    hub: { profile: "region-hub@1.0.0", endpoint: `https://hub.${letters}.panji.example:6443` },
    network: { supernet: `${formatAddress(first)}/${prefix}`, asn: 64600 + Number(code) },
    parameters: {
      ntp: [formatAddress(addresses.clock)],
      ...(shapes.some(({ type }) => TRAITS[type].managed) && { ironicAddress: formatAddress(addresses.clock + 2) }),
    },
  };
}

/** Every fourth zone has a clock of its own; the first zones go first in rollouts, those of large provinces before all. */
function zoneRecord({ province, addresses }: RegionPlan, zone: number, sites: readonly SiteInput[]) {
  const ring = zone > 0 ? "main" : LARGE_PROVINCES.has(province.name) ? "canary" : "early";
  return {
    zone: `${province.name}-${String(zone + 1).padStart(3, "0")}`,
    ring,
    ...(zone % 4 === 3 && { parameters: { ntp: [formatAddress(addresses.clock + 1)] } }),
    sites: [...sites],
  } satisfies z.input<typeof zoneSchema>;
}
