import { Fleet } from "../../constructs/fleet.ts";
import type { Hub } from "../../constructs/hub.ts";
import { Region } from "../../constructs/region.ts";
import { Site } from "../../constructs/site.ts";
import { Zone } from "../../constructs/zone.ts";
import { fleetSchema } from "../../model/fleet-file.ts";
import { regionSchema } from "../../model/region-file.ts";
import { type Architecture, siteSchema, zoneSchema } from "../../model/zone-file.ts";
import { catalogue } from "../../profiles/catalogue.ts";
import { type RenderedLayer, renderLayers } from "./render.ts";

export const registry = "registry.panji.example";

export interface Specimen {
  readonly name: string;
  readonly reference: string;
  readonly layers: readonly RenderedLayer[];
}

/** One small fleet with every shipped profile in it, and each profile's parameters at both ends. */
export function specimens(): readonly Specimen[] {
  const fleet = specimenFleet();
  const [region] = fleet.regions as [Region];
  const hub = region.hub as Hub;
  const site = (name: string) => region.sites.find((each) => each.name === name) as Site;
  return [
    { name: "edge-k3s", ...described(site("k3s-one")) },
    { name: "edge-k3s-replicated", ...described(site("k3s-three")) },
    { name: "edge-k3s-apps", ...described(site("k3s-apps")) },
    { name: "edge-metal", ...described(site("metal")) },
    { name: "edge-eggo", ...described(site("eggo")) },
    { name: "region-hub", reference: hub.reference, layers: renderLayers(hub) },
    { name: "centre", reference: fleet.centre.reference, layers: renderLayers(fleet.centre) },
  ];
}

function described(site: Site) {
  return { reference: site.reference, layers: renderLayers(site) };
}

/**
 * @param sites names of those to build; all of them when absent
 * @param parameters of the region
 * @param differences of the region's file
 */
export function specimenFleet(
  sites?: readonly string[],
  parameters: object = { ironicAddress: "10.44.0.20" },
  differences: object = {},
): Fleet {
  const fleet = new Fleet(
    fleetSchema.parse({
      name: "panji",
      hierarchy: { regions: 1, maxSitesPerRegion: 10 },
      repositories: "https://git.panji.example/fleet",
      registries: [registry],
      centre: { profile: "centre@1.0.0", endpoint: "https://centre.panji.example:6443" },
      tenants: [
        { name: "retail", namespaces: ["retail", "retail-tills"], owners: ["retail-team"] },
        { name: "telco", namespaces: ["telco"], owners: ["telco-ran", "telco-operations"] },
      ],
    }),
    { catalogue },
  );
  const region = new Region(
    fleet,
    regionSchema.parse({
      name: "guangdong",
      code: "44",
      timezone: "Asia/Shanghai",
      delivery: "flux",
      hub: { profile: "region-hub@1.0.0", endpoint: "https://hub.gd.panji.example:6443" },
      backup: { endpoint: "https://s3.sz.panji.example", bucket: "hub-backups" },
      network: { supernet: "10.44.0.0/16", asn: 64644 },
      parameters,
      ...differences,
    }),
  );
  const zone = new Zone(region, zoneSchema.omit({ sites: true }).parse({ zone: "shenzhen" }));
  for (const sketch of sketches) if (sites?.includes(sketch.name) ?? true) addSite(zone, sketch);
  return fleet;
}

interface SiteSketch {
  readonly name: string;
  readonly kind?: "cluster" | "nodes";
  readonly profile: string;
  readonly hosts: readonly Architecture[];
  readonly parameters?: object;
  readonly network?: object;
}

const sketches: readonly SiteSketch[] = [
  { name: "k3s-one", profile: "edge-k3s@1.0.0", hosts: ["arm64"] },
  { name: "k3s-two", profile: "edge-k3s@1.0.0", hosts: ["amd64"] },
  {
    name: "k3s-three",
    profile: "edge-k3s@1.0.0",
    hosts: ["amd64", "amd64", "amd64"],
    parameters: { storage: "200Gi", storageEngine: "longhorn", logShipper: "logstash", metricsRetention: "24h" },
  },
  { name: "metal", profile: "edge-metal@1.0.0", hosts: ["amd64", "amd64", "amd64"] },
  { name: "nodes", kind: "nodes", profile: "edge-kubeedge@1.0.0", hosts: ["arm64", "arm64"] },
  {
    name: "k3s-apps",
    profile: "edge-k3s@1.0.0",
    hosts: ["amd64"],
    parameters: { ingress: "traefik", externalSecrets: true },
    network: { ingressVip: "10.44.5.9" },
  },
  { name: "eggo", profile: "edge-eggo@1.0.0", hosts: ["amd64"], network: { vip: undefined } },
];

function addSite(
  zone: Zone,
  { name, kind = "cluster", profile, hosts, parameters = {}, network: given = {} }: SiteSketch,
): void {
  const index = zone.sites.length;
  const network = `10.44.${index}`;
  new Site(
    zone,
    siteSchema.parse({
      name,
      kind,
      profile,
      network: {
        nodes: `${network}.0/26`,
        ...(kind === "cluster" && { pods: "10.244.0.0/16", services: "10.96.0.0/16", vip: `${network}.10` }),
        ...given,
      },
      parameters,
      hosts: hosts.map((arch, host) => ({
        name: `${name}-${"abc"[host]}`,
        machineId: `4c4c4544-0051-3110-8052-00000000${index}${host}00`.slice(0, 36),
        arch,
        role: "control-plane",
        address: `${network}.${11 + host}`,
        mac: `02:44:00:00:0${index}:0${host}`,
        disk: "/dev/disk/by-id/nvme-a",
      })),
    }),
  );
}
