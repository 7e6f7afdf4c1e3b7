/** Apps that ask for one thing each, and what every placement makes of them in the same two zones of one hub. */

import { tenantOf, zoneOnNodes } from "../../compiler/lower/app-zone.ts";
import { App } from "../../constructs/app.ts";
import type { ProfileCatalogue } from "../../constructs/catalogue.ts";
import { Fleet } from "../../constructs/fleet.ts";
import { Region } from "../../constructs/region.ts";
import { Site } from "../../constructs/site.ts";
import { Zone } from "../../constructs/zone.ts";
import type { ObjectsArtifact } from "../../engines/artifact.ts";
import type { AppZone } from "../../engines/engine.ts";
import type { EngineTables } from "../../engines/engines.ts";
import { placementOf } from "../../engines/lookup.ts";
import { appSchema, type PlacementName } from "../../model/app-file.ts";
import { fleetSchema } from "../../model/fleet-file.ts";
import { regionSchema } from "../../model/region-file.ts";
import { zoneSchema } from "../../model/zone-file.ts";

/** What an app asks for, in the words of a user, and the fields that ask for it. */
export const placementCases: Readonly<Record<string, object>> = {
  "an image, a port, two replicas a zone": {},
  "no port": { ports: [] },
  "two ports": {
    ports: [
      { name: "http", port: 8080 },
      { name: "metrics", port: 9090 },
    ],
  },
  "a UDP port": { ports: [{ name: "dns", port: 5353, protocol: "UDP" }] },
  "a node port": { ports: [{ name: "http", port: 8080, nodePort: 31080 }] },
  configuration: { config: { LOG_LEVEL: "info" } },
  "other configuration in one zone": {
    config: { LOG_LEVEL: "info" },
    zones: { mall: { config: { LOG_LEVEL: "debug" } } },
  },
  "another image in one zone": { zones: { mall: { image: "registry.panji.example/retail/till:1.1.0" } } },
  "another number of replicas in one zone": { zones: { mall: { replicas: 3 } } },
  "no replica in one zone": { zones: { mall: { replicas: 0 } } },
  "other configuration in the region": { config: { A: "1" }, regions: { shaanxi: { config: { A: "2" } } } },
  "another image in a ring": { rings: { main: { image: "registry.panji.example/retail/till:1.1.0" } } },
  "variables that say where it runs": { topology: true },
  "the names of its peers": { peers: true },
  "a command with arguments": { command: ["/till"], args: ["--fast"] },
  probes: {
    probes: { readiness: "/ready", liveness: { tcp: "http", periodSeconds: 30 }, startup: { exec: ["/till", "up"] } },
  },
  "a value of a Secret that somebody writes": { secrets: [{ name: "KEY", secret: "till-key", key: "key" }] },
  "a value out of the secret store": { secrets: [{ name: "KEY", from: "retail/till", property: "key" }] },
  "a folder for the life of a pod": { volumes: [{ name: "cache", path: "/cache", emptyDir: "64Mi" }] },
  files: { volumes: [{ name: "menu", path: "/etc/till", files: { "menu.yaml": "a: 1\n" } }] },
  "a claim": { replicas: 1, volumes: [{ name: "data", path: "/var/lib/till", size: "1Gi" }] },
  "a container beside it": {
    containers: [
      {
        name: "exporter",
        image: "registry.panji.example/retail/exporter:1.0.0",
        env: { PORT: "9100" },
        resources: { cpu: "10m", memory: "16Mi" },
      },
    ],
  },
  "a first step": {
    initContainers: [
      {
        name: "migrate",
        image: "registry.panji.example/retail/migrate:1.0.0",
        resources: { cpu: "10m", memory: "16Mi" },
      },
    ],
  },
  "one architecture": { architectures: ["amd64"] },
  "one of the zone's two sites": { select: { labels: { floor: "first" } } },
  "to stay on a lost server": { onNodeLoss: "keep" },
  "to leave a lost server after two minutes": { onNodeLoss: { evictAfter: 120 } },
  "a job": { kind: "job", ports: [], replicas: 1 },
  "a job by a schedule": { kind: "job", ports: [], replicas: 1, schedule: "0 3 * * *" },
  "a place in Consul's list": { consul: { tags: ["till"], check: "/healthz" } },
  "clients outside of the cluster": { expose: { hosts: ["till.panji.example"] } },
};

/** What becomes of one case. */
export interface Placed {
  /** Each with the way out; nothing is made then. */
  readonly refusals: readonly { readonly requested: string; readonly alternative: string }[];
  readonly artifacts: readonly ObjectsArtifact[];
  /** Names of the zones. */
  readonly zones: readonly string[];
}

/** The profile of the nodes for which a placement is made; for one that takes any nodes, the first. */
function nodesProfile(placement: PlacementName, { sites }: ProfileCatalogue): string {
  const all = [...sites].filter(([, { siteKind }]) => siteKind === "nodes");
  const own = all.find(([, { provisioner }]) => provisioner.engine === placement);
  return (own ?? all[0])?.[0] ?? "";
}

/** @param title of a case */
export function place(
  title: string,
  placement: PlacementName,
  engines: EngineTables,
  catalogue: ProfileCatalogue,
): Placed {
  const zones = zonesOf(nodesProfile(placement, catalogue), catalogue);
  const [{ region }] = zones as [Zone];
  const spec = appSchema.parse({
    name: "till",
    tenant: "retail",
    image: "registry.panji.example/retail/till:1.0.0",
    replicas: 2,
    ports: [{ name: "http", port: 8080 }],
    resources: { cpu: "100m", memory: "64Mi" },
    ...placementCases[title],
    placement,
  });
  const app = new App(region.fleet, spec);
  const names = zones.map(({ name }) => name);
  const engine = placementOf(engines, placement);
  if (!engine) {
    const unimplemented = engines.placements[placement];
    const alternative = "unimplemented" in unimplemented ? unimplemented.alternative : "";
    return { refusals: [{ requested: `placement by ${placement}`, alternative }], artifacts: [], zones: names };
  }
  const refusals = engine.unsupported(app).filter(({ severity }) => severity === undefined);
  if (refusals.length > 0) return { refusals, artifacts: [], zones: names };
  const cluster = { kind: "hub", region: region.name } as const;
  const artifacts = engine.lower({
    app,
    cluster,
    tenant: tenantOf(app),
    zones: zones.map((zone) => zoneOf(app, zone)),
  });
  return { refusals: [], artifacts: artifacts.filter((each) => each.kind === "objects"), zones: names };
}

function zoneOf(app: App, zone: Zone): AppZone {
  const selected = zone.sites.filter((site) => app.selects(site)).map(({ name }) => name);
  const sites = app.spec.select.labels === undefined ? undefined : selected;
  return { ...zoneOnNodes(zone, { kind: "hub" }), kubernetes: "1.32.11", sites };
}

/** Two zones of one hub, each with two sites of two servers. */
function zonesOf(profile: string, catalogue: ProfileCatalogue): readonly Zone[] {
  const fleet = new Fleet(
    fleetSchema.parse({
      name: "panji",
      hierarchy: { regions: 31, maxSitesPerRegion: 1000 },
      repositories: "https://git.panji.example/fleet",
      registries: ["registry.panji.example"],
      centre: { profile: "centre@1.0.0", endpoint: "https://centre.panji.example:6443" },
      tenants: [{ name: "retail", namespaces: ["retail"], owners: ["retail-team"] }],
      consul: { image: "registry.panji.example/curlimages/curl:8.17.0" },
    }),
    { catalogue },
  );
  const region = new Region(
    fleet,
    regionSchema.parse({
      name: "shaanxi",
      code: "61",
      timezone: "Asia/Shanghai",
      delivery: "flux",
      hub: { profile: "region-hub@1.0.0", endpoint: "https://hub.sn.panji.example:6443" },
      network: { supernet: "10.61.0.0/16", asn: 64661 },
    }),
  );
  return ["mall", "market"].map((name, at) => {
    const spec = zoneSchema.parse({
      zone: name,
      ring: "main",
      sites: ["first", "second"].map((floor, index) => siteOf(profile, name, floor, 4 * at + 2 * index)),
    });
    const zone = new Zone(region, spec);
    for (const each of spec.sites) new Site(zone, each);
    return zone;
  });
}

function siteOf(profile: string, zone: string, floor: string, block: number) {
  const name = `${zone}-${floor}`;
  return {
    name,
    kind: "nodes",
    profile,
    state: "active",
    network: { nodes: `10.61.${block}.0/26`, vlan: 100 + block },
    labels: { floor },
    hosts: ["a", "b"].map((letter, at) => ({
      name: `${name}-${letter}`,
      machineId: `4c4c4544-0051-3110-8052-b4c04f4e0${block}0${at}`,
      arch: "amd64",
      role: "worker",
      address: `10.61.${block}.${11 + at}`,
      mac: `02:61:0${block}:00:00:0${at + 1}`,
      disk: "/dev/disk/by-id/nvme-a",
    })),
  };
}
