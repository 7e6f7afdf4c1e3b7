/** What an allocation costs: `node bench/allocate.ts` gives 200 clusters their servers and addresses out of 500 servers, and 1000 sites their networks. */

import { allocateLock, type RegionFiles } from "../compiler/allocate/allocate-lock.ts";
import { clusterSchema } from "../model/cluster-file.ts";
import { clusterSizesSchema } from "../model/cluster-size-file.ts";
import { networkPlanSchema } from "../model/network-plan-file.ts";
import { zoneFileSchema } from "../model/zone-file.ts";

const PASSES = 7;
const ZONES = 5;

const plan = networkPlanSchema.parse({
  nodes: "10.44.0.0/16",
  size: 28,
  vlans: { from: 100, to: 3999 },
  pods: "10.244.0.0/16",
});
const server = { arch: "arm64", mac: "02:44:0d:00:00:01", disk: "auto" };
const zones = Array.from({ length: ZONES }, (_, zone) =>
  zoneFileSchema.parse({
    zone: `zone-${zone}`,
    sites: Array.from({ length: 200 }, (_, index) => ({
      name: `site-${zone}-${index}`,
      kind: "cluster",
      profile: "edge-k3s@1.0.0",
      network: { nodes: "auto" },
      hosts: [{ ...server, name: "a", serial: "a", role: "control-plane", address: "auto" }],
    })),
    pool: Array.from({ length: 100 }, (_, index) => ({
      ...server,
      name: `kunpeng-${zone}-${index}`,
      serial: `${zone}-${index}`,
    })),
  }),
);
const sizes = clusterSizesSchema.parse({
  small: { controlPlanes: 1, workers: 1 },
  large: { controlPlanes: 3, workers: 2 },
});
const clusters = Array.from({ length: 200 }, (_, index) =>
  clusterSchema.parse({
    name: `lab-${index}`,
    team: "retail",
    region: "guangdong",
    zone: `zone-${index % ZONES}`,
    size: Math.floor(index / ZONES) % 10 === 0 ? "large" : "small",
    profile: "edge-k3s@1.0.0",
    lifetime: "14d",
  }),
);

const nothing: RegionFiles = {
  plan,
  sites: [],
  lock: { sites: new Map(), clusters: new Map() },
  clusters: { clusters, pools: new Map(zones.map(({ zone, pool = [] }) => [zone, pool])), sizes },
};
const sites = zones.flatMap((zone) => zone.sites);
const choices = { at: "2026-11-29", move: new Set<string>(), refused: new Set<string>() };
const { lock: full } = allocateLock(nothing, choices);

/** Milliseconds of the best pass. */
function best(files: RegionFiles): string {
  const passes = Array.from({ length: PASSES }, () => {
    const start = performance.now();
    allocateLock(files, choices);
    return performance.now() - start;
  });
  return `${Math.min(...passes).toFixed(1)} ms`;
}

console.log(`best of ${PASSES} passes`);
console.log(`200 clusters on 500 servers, all of them new: ${best(nothing)}`);
console.log(
  `one more of 200 clusters: ${best({ ...nothing, lock: { ...full, clusters: new Map([...full.clusters].slice(1)) } })}`,
);
console.log(
  `1000 sites, all of them new: ${best({ ...nothing, sites, clusters: { ...nothing.clusters, clusters: [] } })}`,
);
