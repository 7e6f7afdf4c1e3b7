import { expect, test } from "vitest";
import { App } from "../../constructs/app.ts";
import { Fleet } from "../../constructs/fleet.ts";
import { Region } from "../../constructs/region.ts";
import { Site } from "../../constructs/site.ts";
import { Zone } from "../../constructs/zone.ts";
import { appSchema } from "../../model/app-file.ts";
import { fleetSchema } from "../../model/fleet-file.ts";
import { regionSchema } from "../../model/region-file.ts";
import { siteSchema, zoneSchema } from "../../model/zone-file.ts";

const fleetSpec = fleetSchema.parse({
  name: "panji",
  hierarchy: { regions: 2, maxSitesPerRegion: 10 },
  repositories: "https://git.panji.example/fleet",
  registries: ["registry.panji.example"],
  centre: { profile: "centre@1.0.0", endpoint: "https://centre.panji.example:6443" },
  tenants: [],
});

const newFleet = () => new Fleet(fleetSpec, { catalogue: { sites: new Map(), hubs: new Map(), centres: new Map() } });

const addRegion = (fleet: Fleet, name: string) =>
  new Region(
    fleet,
    regionSchema.parse({
      name,
      code: "44",
      timezone: "Asia/Shanghai",
      delivery: "flux",
      hub: { profile: "region-hub@1.0.0", endpoint: "https://hub.panji.example:6443" },
      network: { supernet: "10.44.0.0/16", asn: 64544 },
    }),
  );

const addZone = (region: Region, zone: string) => new Zone(region, zoneSchema.omit({ sites: true }).parse({ zone }));

function addSite(zone: Zone, name: string, hosts: readonly string[] = ["b", "a"]): Site {
  const host = (suffix: string, index: number) => ({
    name: `${name}-${suffix}`,
    machineId: `4c4c4544-0051-3110-8052-b4c04f4e333${index}`,
    arch: "arm64",
    role: "control-plane",
    address: `10.44.12.${11 + index}`,
    mac: `02:44:0c:00:00:0${index}`,
    disk: "/dev/disk/by-id/nvme-a",
  });
  return new Site(
    zone,
    siteSchema.parse({
      name,
      kind: "cluster",
      profile: "edge@1.0.0",
      network: { nodes: "10.44.12.0/26" },
      hosts: hosts.map(host),
    }),
  );
}

const addApp = (fleet: Fleet, tenant: string, name: string) =>
  new App(
    fleet,
    appSchema.parse({
      name,
      tenant,
      image: `registry.panji.example/${tenant}/${name}:1.0.0`,
      replicas: 1,
      resources: { cpu: "100m", memory: "64Mi" },
    }),
  );

/** Everything below a fleet as paths, as its readers walk it. */
const walked = (fleet: Fleet) => [
  ...fleet.apps.map(({ path }) => path),
  ...fleet.regions.flatMap((region) => [
    region.path,
    ...region.zones.map(({ path }) => path),
    ...region.sites.flatMap((site) => [site.path, ...site.hosts.map(({ path }) => path)]),
  ]),
];

test("A program that defines the fleet in any order gets the same order", () => {
  const forwards = newFleet();
  addApp(forwards, "retail", "checkout");
  addApp(forwards, "telco", "billing");
  const first = addZone(addRegion(forwards, "guangdong"), "shenzhen");
  addSite(first, "sz-1");
  addSite(first, "sz-2");
  addZone(first.region, "zhuhai");
  addRegion(forwards, "yunnan");

  const backwards = newFleet();
  addRegion(backwards, "yunnan");
  const region = addRegion(backwards, "guangdong");
  addZone(region, "zhuhai");
  const zone = addZone(region, "shenzhen");
  addSite(zone, "sz-2");
  addSite(zone, "sz-1");
  addApp(backwards, "telco", "billing");
  addApp(backwards, "retail", "checkout");

  expect(walked(backwards)).toEqual(walked(forwards));
  expect(walked(forwards).slice(0, 5)).toEqual([
    "panji/apps/retail/checkout",
    "panji/apps/telco/billing",
    "panji/guangdong",
    "panji/guangdong/shenzhen",
    "panji/guangdong/zhuhai",
  ]);
});

test("Names are ordered by their characters, numbers among them too", () => {
  const zone = addZone(addRegion(newFleet(), "guangdong"), "shenzhen");
  for (const name of ["10", "b", "2", "a"]) addSite(zone, name);
  expect(zone.sites.map(({ name }) => name)).toEqual(["10", "2", "a", "b"]);
});

test("Hosts keep the order of the file", () => {
  const site = addSite(addZone(addRegion(newFleet(), "guangdong"), "shenzhen"), "sz-1", ["b", "c", "a"]);
  expect(site.hosts.map(({ name }) => name)).toEqual(["sz-1-b", "sz-1-c", "sz-1-a"]);
});

test("What is added after a list was read is in the next one, until the fleet is locked", () => {
  const fleet = newFleet();
  const zone = addZone(addRegion(fleet, "guangdong"), "shenzhen");
  addSite(zone, "sz-2");
  expect(zone.sites).toHaveLength(1);
  addSite(zone, "sz-1");
  expect(zone.sites.map(({ name }) => name)).toEqual(["sz-1", "sz-2"]);
  fleet.node.lock();
  expect(zone.sites).toBe(zone.sites);
  expect(() => addSite(zone, "sz-3")).toThrow("Cannot add children");
});

test("A construct that a program puts beside the fleet's own is none of its regions, zones or sites", () => {
  const fleet = newFleet();
  const region = addRegion(fleet, "guangdong");
  expect(fleet.node.children).toContain(fleet.centre);
  expect(fleet.regions).toEqual([region]);
  expect(region.node.children).toEqual([region.hub]);
  expect(region.zones).toEqual([]);
});

// Ids ran into each other, and the second app ended the run with a stack trace.
test("Apps whose tenants and names run into the same letters, or into a region's name, are apart", () => {
  const fleet = newFleet();
  addRegion(fleet, "app-a-b-c");
  addApp(fleet, "a-b", "c");
  addApp(fleet, "a", "b-c");
  expect(fleet.apps.map(({ path }) => path)).toEqual(["panji/apps/a-b/c", "panji/apps/a/b-c"]);
});
