/** The fleet that every case starts from, as data that an edit may change before it becomes files. */

import { stringify } from "yaml";
import {
  type AppFile,
  app,
  cluster,
  type ExemptionEntry,
  type FleetFile,
  type HostEntry,
  host,
  nodes,
  type RegionFile,
  region,
  type SiteEntry,
  type SystemFile,
  type ZoneOfRegion,
  zone,
} from "./entries.ts";

/** Texts by path from the root of the fleet. */
export type FleetTexts = Record<string, string>;

/** Everything that a team writes down, by name; `texts` gives the files. */
export class FleetData {
  readonly fleet: FleetFile = fleetFile();
  readonly regions: RegionFile[] = [guangdong(), hunan()];
  readonly zones: ZoneOfRegion[] = [shenzhen(), dongguan(), changsha()];
  readonly apps: AppFile[] = [checkout(), signage(), metering()];
  readonly systems: SystemFile[] = [];
  readonly exemptions: ExemptionEntry[] = [];

  tenant(name: string) {
    return named(this.fleet.tenants ?? [], name);
  }

  region(name: string): RegionFile {
    return named(this.regions, name);
  }

  zone(name: string): ZoneOfRegion {
    return named(this.zones, name, (each) => each.zone);
  }

  site(name: string): SiteEntry {
    return named(
      this.zones.flatMap(({ sites }) => sites),
      name,
    );
  }

  host(name: string): HostEntry {
    return named(
      this.zones.flatMap(({ sites }) => sites.flatMap(({ hosts }) => hosts)),
      name,
    );
  }

  app(name: string): AppFile {
    return named(this.apps, name);
  }

  system(name: string): SystemFile {
    return named(this.systems, name);
  }

  texts(): FleetTexts {
    const { fleet, regions, zones, apps, systems, exemptions } = this;
    return {
      "sites/fleet.yaml": stringify(fleet),
      ...(exemptions.length > 0 && { "sites/exemptions.yaml": stringify({ exemptions }) }),
      ...Object.fromEntries(regions.map((each) => [`sites/${each.name}/region.yaml`, stringify(each)])),
      ...Object.fromEntries(zones.map(({ region, ...zone }) => [`sites/${region}/${zone.zone}.yaml`, stringify(zone)])),
      ...Object.fromEntries(apps.map((each) => [`apps/${each.tenant}/${each.name}.yaml`, stringify(each)])),
      ...Object.fromEntries(systems.map((each) => [`systems/${each.tenant}/${each.name}.yaml`, stringify(each)])),
    };
  }
}

/** Gives some fields of an entry other values. */
export function set<T extends object>(entry: T, fields: Partial<T>): void {
  Object.assign(entry, fields);
}

/** Takes the entry of that name out of a list. @throws Error when there is none */
export function take<T extends { name: string }>(list: T[] | undefined, name: string): T {
  const found = named(list ?? [], name);
  list?.splice(list.indexOf(found), 1);
  return found;
}

function named<T>(list: readonly T[], name: string, nameOf = (each: T) => (each as { name: string }).name): T {
  const found = list.find((each) => nameOf(each) === name);
  if (found === undefined) throw new Error(`no ${name}, expected one of ${list.map(nameOf).join(", ")}`);
  return found;
}

function fleetFile(): FleetFile {
  return {
    name: "panji",
    hierarchy: { regions: 2, maxSitesPerRegion: 20 },
    repositories: "https://git.panji.example/fleet",
    registries: ["registry.panji.example"],
    centre: { profile: "centre@1.0.0", endpoint: "https://centre.panji.example:6443" },
    parameters: {},
    tenants: [
      { name: "retail", namespaces: ["retail"], owners: ["retail-team"] },
      { name: "telco", namespaces: ["telco"], owners: ["telco-team"] },
    ],
  };
}

const guangdong = (): RegionFile => ({
  ...region("guangdong", "44"),
  parameters: { ntp: ["10.44.0.1"], ironicAddress: "10.44.0.20" },
});
const hunan = (): RegionFile => ({ ...region("hunan", "43"), delivery: "argocd" });

const shenzhen = () =>
  zone("guangdong", "shenzhen", [
    cluster("sz-mall-01", "10.44.1", { labels: { customer: "mall" } }),
    nodes("sz-kiosk-01", "10.44.2", {
      labels: { customer: "metro" },
      hosts: ["a", "b"].map((each, index) => host(`sz-kiosk-01-${each}`, `10.44.2.${11 + index}`, { role: "worker" })),
    }),
  ]);

const fourServers = (site: string, block: string) =>
  (["control-plane", "control-plane", "control-plane", "worker"] as const).map((role, index) =>
    host(`${site}-${"abcd"[index]}`, `${block}.${11 + index}`, { role }),
  );

const dongguan = () =>
  zone("guangdong", "dongguan", [
    cluster("dg-plant-01", "10.44.3", {
      profile: "edge-metal@1.0.0",
      labels: { customer: "plant" },
      hosts: fourServers("dg-plant-01", "10.44.3"),
    }),
    cluster("dg-depot-01", "10.44.4", {
      labels: { customer: "metro" },
      hosts: fourServers("dg-depot-01", "10.44.4"),
    }),
  ]);

const changsha = () =>
  zone("hunan", "changsha", [
    cluster("cs-mall-01", "10.43.1", { labels: { customer: "mall" } }),
    nodes("cs-kiosk-01", "10.43.2", { labels: { customer: "metro" } }),
  ]);

const checkout = () =>
  app("retail", "checkout", {
    replicas: 2,
    select: { labels: { customer: "metro" } },
    zones: { shenzhen: { replicas: 3, config: { LOG_LEVEL: "debug" } } },
  });
const signage = () => app("retail", "signage", { select: { zones: ["shenzhen", "changsha"] } });
const metering = () => app("telco", "metering", { select: { regions: ["guangdong"] } });
