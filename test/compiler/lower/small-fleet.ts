import { z } from "zod";
import { App } from "../../../constructs/app.ts";
import type { ProfileCatalogue } from "../../../constructs/catalogue.ts";
import { Fleet } from "../../../constructs/fleet.ts";
import type { Profile } from "../../../constructs/profile.ts";
import { Region } from "../../../constructs/region.ts";
import { Site } from "../../../constructs/site.ts";
import { Zone } from "../../../constructs/zone.ts";
import { appSchema } from "../../../model/app-file.ts";
import { fleetSchema } from "../../../model/fleet-file.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { Provisioner } from "../../../model/provisioner.ts";
import { regionSchema } from "../../../model/region-file.ts";
import { siteSchema, zoneSchema } from "../../../model/zone-file.ts";

/** An object that is told apart by its name alone. */
export const note = (name: string): KubernetesObject => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name, namespace: "notes" },
});

interface SmallFleet {
  /** Names of the sites of region guangdong, each in the zone that its first two letters name, with what differs. */
  readonly sites?: Readonly<Record<string, object>>;
  /** Provisioners of the profiles, by their names; `edge` is the one that sites have when they name none. */
  readonly profiles?: Readonly<Record<string, Provisioner>>;
  readonly region?: object;
  readonly apps?: readonly object[];
}

/** A fleet of one region without rules, layers or files. */
export function smallFleet({ sites = {}, profiles = {}, region: more = {}, apps = [] }: SmallFleet = {}): Fleet {
  const all = { edge: { engine: "existing" } as Provisioner, ...profiles };
  const catalogue: ProfileCatalogue = {
    sites: new Map(Object.entries(all).map(([name, provisioner]) => [`${name}@1.0.0`, profile(name, provisioner)])),
    hubs: new Map(),
    centres: new Map(),
  };
  const spec = fleetSchema.parse({
    name: "panji",
    hierarchy: { regions: 1, maxSitesPerRegion: 10 },
    repositories: "https://git.panji.example/fleet",
    registries: ["registry.panji.example"],
    centre: { profile: "centre@1.0.0", endpoint: "https://centre.panji.example:6443" },
    tenants: [
      { name: "retail", namespaces: ["retail", "tills"], owners: ["retail-team"] },
      { name: "telco", namespaces: ["telco"], owners: ["telco-team"] },
    ],
  });
  const fleet = new Fleet(spec, { catalogue });
  const region = new Region(
    fleet,
    regionSchema.parse({
      name: "guangdong",
      code: "44",
      timezone: "Asia/Shanghai",
      delivery: "flux",
      network: { supernet: "10.44.0.0/16", asn: 64544 },
      ...more,
    }),
  );
  const zones = new Map<string, Zone>();
  for (const [name, differences] of Object.entries(sites)) {
    const zoneName = name.slice(0, 2);
    const zone = zones.get(zoneName) ?? new Zone(region, zoneSchema.omit({ sites: true }).parse({ zone: zoneName }));
    zones.set(zoneName, zone);
    new Site(zone, siteSchema.parse({ ...site(name), ...differences }));
  }
  for (const app of apps) {
    const resources = { cpu: "100m", memory: "64Mi" };
    new App(fleet, appSchema.parse({ image: "registry.panji.example/app:1", resources, ...app }));
  }
  fleet.node.lock();
  return fleet;
}

function profile(name: string, provisioner: Provisioner): Profile<Site> {
  const kubernetes = { distribution: "k3s", version: "1.33.10" } as const;
  return { name, version: "1.0.0", kubernetes, provisioner, parameters: z.strictObject({}), images: [], layers: [] };
}

const site = (name: string) => ({
  name,
  kind: "cluster",
  profile: "edge@1.0.0",
  network: { nodes: "10.44.12.0/26" },
  hosts: [
    {
      name: `${name}-a`,
      machineId: "4c4c4544-0051-3110-8052-b4c04f4e3332",
      arch: "amd64",
      role: "control-plane",
      address: "10.44.12.11",
      mac: "02:44:0c:00:00:01",
      disk: "/dev/sda",
    },
  ],
});

/** The site of that name. */
export function siteOf(fleet: Fleet, name: string): Site {
  const found = fleet.regions.flatMap((region) => region.sites).find((each) => each.name === name);
  if (!found) throw new Error(`no site ${name}`);
  return found;
}
