import fc from "fast-check";
import { expect, test } from "vitest";
import {
  allocateLock,
  type RegionFiles,
  regionAddresses,
  regionClusters,
} from "../../../compiler/allocate/allocate-lock.ts";
import { clusterFindings } from "../../../compiler/allocate/clusters/cluster-findings.ts";
import { expirySteps } from "../../../compiler/allocate/clusters/expiry.ts";
import { lockFindings } from "../../../compiler/allocate/lock-findings.ts";
import { lockText } from "../../../compiler/allocate/lock-text.ts";
import { mergedLines } from "../../../compiler/allocate/merged-lines.ts";
import type { LockLines } from "../../../model/address-lock-file.ts";
import { type ClusterSpec, clusterSchema } from "../../../model/cluster-file.ts";
import { clusterSizesSchema } from "../../../model/cluster-size-file.ts";
import { type PoolHost, type SiteState, zoneFileSchema } from "../../../model/zone-file.ts";
import { plan } from "./site-files.ts";

const ZONES = 5;
const SERVERS_A_ZONE = 100;
const DAYS = 61;
const CLUSTERS = 800;

const sizes = clusterSizesSchema.parse({
  single: { controlPlanes: 1 },
  small: { controlPlanes: 1, workers: 1, arch: "arm64" },
  large: { controlPlanes: 3, workers: 2, arch: "arm64" },
});
const zones = Array.from({ length: ZONES }, (_, index) => `zone-${index}`);
const poolOf = (zone: string): readonly PoolHost[] =>
  zoneFileSchema.parse({
    zone,
    sites: [],
    pool: Array.from({ length: SERVERS_A_ZONE }, (_, index) => ({
      name: `${zone}-kunpeng-${index}`,
      arch: "arm64",
      serial: `${zone}-${index}`,
      mac: "02:44:0d:00:00:01",
      disk: "auto",
    })),
  }).pool ?? [];
const pools = new Map(zones.map((zone) => [zone, poolOf(zone)]));

/** One of the clusters that teams ask for, by a day of the two months. */
const wish = fc.record({
  day: fc.integer({ min: 0, max: DAYS - 1 }),
  zone: fc.constantFrom(...zones),
  size: fc.constantFrom("single", "small", "large"),
  lifetime: fc.integer({ min: 1, max: 20 }).map((days) => `${days}d`),
});

const dayText = (day: number) => new Date(Date.UTC(2026, 10, 1 + day)).toISOString().slice(0, 10);

/** A fleet with its lock and its repository over the days. */
class Recycling {
  clusters: readonly ClusterSpec[] = [];
  lock: LockLines = { sites: new Map(), clusters: new Map() };
  published: ReadonlyMap<string, SiteState> = new Map();
  born = 0;
  most = 0;

  get files(): RegionFiles {
    return {
      plan: plan({ nodes: "10.44.0.0/16", size: 28, vlans: { from: 100, to: 3999 } }),
      sites: [],
      lock: this.lock,
      clusters: { clusters: this.clusters, pools, sizes },
    };
  }

  /** Those that find no servers are refused and go. */
  create(wanted: readonly ClusterSpec[], at: string): void {
    const before = this.lock.clusters;
    this.clusters = [...this.clusters, ...wanted];
    this.lock = allocateLock(this.files, { at, move: new Set(), refused: new Set() }).lock;
    for (const [name, line] of before) expect(this.lock.clusters.get(name)).toEqual(line);
    this.clusters = this.clusters.filter(({ name }) => this.lock.clusters.has(name));
    this.born += this.lock.clusters.size - before.size;
    this.most = Math.max(this.most, this.lock.clusters.size);
    this.expectSound();
  }

  /** @returns whether anything was to do */
  expire(at: string): boolean {
    const { clusters, lock, published } = this;
    const { retire, remove, free } = expirySteps({ at, clusters, lines: lock.clusters, published, allowDelete: 0 });
    expect(remove.filter((name) => published.has(name)).length).toBeLessThanOrEqual(
      Math.max(1, Math.floor(published.size / 50)),
    );
    this.clusters = clusters
      .filter(({ name }) => !remove.includes(name))
      .map((spec) => (retire.includes(spec.name) ? { ...spec, state: "retired" } : spec));
    this.lock = { ...lock, clusters: new Map([...lock.clusters].filter(([name]) => !free.includes(name))) };
    return retire.length + remove.length + free.length > 0;
  }

  publish(): void {
    this.published = new Map(this.clusters.map(({ name, state }) => [name, state]));
  }

  expectSound(): void {
    const servers = [...this.lock.clusters.values()].flatMap(({ hosts }) => Object.keys(hosts));
    expect(new Set(servers).size).toBe(servers.length);
    const places = { region: "guangdong", plan: "", lock: "", siteOf: () => undefined };
    const found = [
      ...clusterFindings(regionClusters(this.files), places, new Set()),
      ...lockFindings(regionAddresses(this.files), places),
    ];
    expect(found).toEqual([]);
  }
}

test("800 clusters come and go in two months over 500 servers, and nothing of them is left", {
  tags: "property",
  timeout: 120_000,
}, () => {
  fc.assert(
    fc.property(fc.array(wish, { minLength: CLUSTERS, maxLength: CLUSTERS }), (wishes) => {
      const fleet = new Recycling();
      const byDay = Map.groupBy(
        wishes.map((each, index) => ({ ...each, name: `lab-${index}` })),
        ({ day }) => day,
      );
      for (let day = 0; day < DAYS + 60; day++) {
        const at = dayText(day);
        // A publish follows each step, as many in a day as the budget of deletions makes of it.
        while (fleet.expire(at)) fleet.publish();
        fleet.expectSound();
        const wanted = (byDay.get(day) ?? []).map(({ day: _, ...fields }) =>
          clusterSchema.parse({ ...fields, team: "retail", region: "guangdong", profile: "edge-k3s@1.0.0" }),
        );
        if (wanted.length > 0) fleet.create(wanted, at);
        fleet.publish();
        if (day % 20 === 0) expect(mergedLines(lockText(fleet.lock)).lines).toEqual(fleet.lock);
      }
      // The pool is small enough to be full at times, and large enough for most: of other seeds, for 710 to 760.
      expect(fleet.born).toBeGreaterThan(CLUSTERS * 0.8);
      expect(fleet.most).toBeGreaterThan(90);
      expect([fleet.clusters, fleet.lock.clusters.size, fleet.published.size]).toEqual([[], 0, 0]);
      expect(lockText(fleet.lock)).toMatch(/sites: \{\}\n$/);
    }),
    { numRuns: 1 },
  );
});
