import { load } from "js-yaml";
import type { z } from "zod";
import { type AddressLine, addressLockSchema } from "../../../model/address-lock-file.ts";
import { type AppSpec, appSchema } from "../../../model/app-file.ts";
import { type FleetSpec, fleetSchema } from "../../../model/fleet-file.ts";
import { type RegionSpec, regionSchema } from "../../../model/region-file.ts";
import { type SiteSpec, type ZoneSpec, zoneSchema } from "../../../model/zone-file.ts";

/** A fleet read without the loader, so that tests of fleets do not lean on the program that reads them. */
export interface ReadFleet {
  readonly fleet: FleetSpec;
  readonly regions: readonly ReadRegion[];
  readonly apps: readonly AppSpec[];
}

export interface ReadRegion {
  readonly region: RegionSpec;
  readonly zones: readonly ZoneSpec[];
  readonly sites: readonly SiteSpec[];
}

/** @throws ZodError or YAMLException for a file that is not of its format */
export function readFleet(files: ReadonlyMap<string, string>): ReadFleet {
  const paths = [...files.keys()];
  const read = <T extends z.ZodType>(path: string, schema: T): z.output<T> => schema.parse(load(files.get(path) ?? ""));
  const folders = paths.filter((path) => path.endsWith("/region.yaml")).map((path) => path.replace("region.yaml", ""));
  return {
    fleet: read("sites/fleet.yaml", fleetSchema),
    regions: folders.map((folder) => {
      const region = read(`${folder}region.yaml`, regionSchema);
      const lock = `${folder}addresses.lock.yaml`;
      const lines = files.has(lock) ? read(lock, addressLockSchema).sites : {};
      const zones = paths
        .filter((path) => path.startsWith(folder) && path !== `${folder}region.yaml` && path !== lock)
        .map((path) => zoneSchema.parse(withAddresses(load(files.get(path) ?? ""), lines)));
      return { region, zones, sites: zones.flatMap((zone) => zone.sites) };
    }),
    apps: paths.filter((path) => path.startsWith("apps/")).map((path) => read(path, appSchema)),
  };
}

interface WrittenZone {
  readonly sites: readonly { name: string; network: unknown; hosts: readonly { name: string; address?: unknown }[] }[];
}

/** Sites that leave their whole network to the plan have that of their line. */
function withAddresses(zone: unknown, lines: Readonly<Record<string, AddressLine>>): unknown {
  const written = zone as WrittenZone;
  const sites = written.sites.map((site) => {
    const line = lines[site.name];
    if (site.network !== "auto" || line === undefined) return site;
    const { hosts, ...network } = line;
    return { ...site, network, hosts: site.hosts.map((host) => ({ address: hosts[host.name], ...host })) };
  });
  return { ...written, sites };
}
