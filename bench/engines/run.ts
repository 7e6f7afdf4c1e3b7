/** One run of the benchmark of a hub: a first publish, a change of one site, a change of all. */

import { loadavg } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startFlux } from "../../lab/servers/flux.ts";
import { type Lab, startLab } from "../../lab/servers/lab.ts";
import { hubProjects } from "../../lab/servers/projects.ts";
import type { Mix } from "../fleet/options.ts";
import {
  type Arrival,
  arrivalOf,
  askForReconciliation,
  bootstrap,
  type Cost,
  costOf,
  forgetPeaks,
  readHub,
  storedMegabytes,
  untilApplied,
} from "./hub.ts";
import { applyLayout, type Layout, withoutSites, withShortIntervals } from "./layouts.ts";
import { changeAllSites, changeOneSite, publish } from "./publish.ts";
import { REGION, regionFleet } from "./region.ts";
import { type Rewrite, ServedRegion } from "./served-region.ts";

/** A commit that is not Ready after this many seconds ends the run. */
const PATIENCE = 1800;
/** Intervals are divided by this for the look at an idle hub: by so little that two processors keep up with 323 sites. */
const INTERVAL_DIVISOR = 4;
/** Two intervals of a Kustomization, 10 to 15 minutes, divided by the haste. */
const IDLE_SECONDS = (2 * 12.5 * 60) / INTERVAL_DIVISOR;

export interface RunOptions {
  readonly sites: number;
  readonly mix: Mix;
  readonly layout: Layout;
  /** Further arguments of kustomize-controller. */
  readonly controller: readonly string[];
  readonly idle: boolean;
}

/** What a commit cost the hub until all Kustomizations were Ready again. */
export interface CommitRow {
  readonly phase: string;
  readonly arrival: Arrival;
  /** Seconds until the changed site was Ready, where one was. */
  readonly site?: number | undefined;
  readonly cost: Cost;
  readonly stored: number;
  readonly load: number;
}

/** What a hub costs where nothing changes, a minute at the published intervals. */
export interface IdleRow {
  readonly requests: number;
  readonly cpu: ReadonlyMap<string, number>;
}

/**
 * Publishes a region to a hub that has its platform already, then changes one site, then all.
 *
 * @param tell takes each commit's row once it is measured
 * @returns what the hub costs afterwards, where that is asked for
 */
export async function runLayout(options: RunOptions, tell: (row: CommitRow) => void): Promise<IdleRow | undefined> {
  const lab = await startLab({ hub: { engines: [], definitions: hubProjects } });
  let keep = true;
  try {
    const result = await runCommits(options, lab, tell);
    keep = false;
    return result;
  } finally {
    await lab.stop(keep);
  }
}

async function runCommits(options: RunOptions, lab: Lab<"hub">, tell: (row: CommitRow) => void) {
  const { sites, mix, layout, controller } = options;
  const { git, registry, repositories, folder } = lab;
  const { hub } = lab.clusters;
  const flux = await startFlux(hub, { "kustomize-controller": controller });
  try {
    const published = join(folder, "published");
    const served = join(repositories, `${REGION}.git`);
    const files = new Map(regionFleet({ sites, mix, repositories: git.url, registry: registry.host }));
    const region = new ServedRegion(join(published, `${REGION}.git`), served, join(folder, "tree"));
    const arrange: Rewrite = (tree) => applyLayout(layout, tree);
    await publish(files, folder, published);

    const commit = async (phase: string, site?: string) => {
      region.prepare([arrange]);
      forgetPeaks(hub);
      const before = await readHub(hub);
      const start = performance.now();
      const tip = region.push();
      await askForReconciliation(hub);
      const arrival = await arrivalOf(hub, region.kustomizations(), tip, start, PATIENCE);
      const cost = costOf(before, await readHub(hub), arrival.looks + 1);
      const row = { phase, arrival, cost, stored: await storedMegabytes(hub), load: loadavg()[0] ?? 0 };
      tell(site === undefined ? row : { ...row, site: siteArrival(arrival, layout, site) });
    };

    region.prepare([withoutSites]);
    const first = region.push();
    await bootstrap(hub, served);
    await arrivalOf(hub, region.kustomizations(), first, performance.now(), PATIENCE);
    await commit("all sites at once");
    const site = changeOneSite(files);
    await publish(files, folder, published);
    await commit("one site changes", site);
    changeAllSites(files);
    await publish(files, folder, published);
    await commit("every site changes");
    if (!options.idle) return undefined;
    region.prepare([arrange, (tree) => withShortIntervals(INTERVAL_DIVISOR, tree)]);
    const last = region.push();
    await askForReconciliation(hub);
    await untilApplied(hub, last, PATIENCE);
    return await idleCost(lab);
  } finally {
    await flux.stop();
  }
}

/** When the Kustomization with the objects of a site was Ready; of several, the last. */
function siteArrival({ each }: Arrival, layout: Layout, site: string): number | undefined {
  const zone = site.split("-")[1];
  const names = {
    layer: (name: string) => name.startsWith(`site-${site}-`),
    site: (name: string) => name === `site-${site}`,
    zone: (name: string) => name === `sites-${REGION}-${zone}`,
    region: (name: string) => name === "sites-sites",
  } satisfies Record<Layout, (name: string) => boolean>;
  return Math.max(...[...each].filter(([name]) => names[layout](name)).map(([, seconds]) => seconds));
}

async function idleCost({ clusters: { hub } }: Lab<"hub">): Promise<IdleRow> {
  const before = await readHub(hub);
  await sleep(IDLE_SECONDS * 1000);
  const { requests, cpu } = costOf(before, await readHub(hub), 1);
  const minutes = (IDLE_SECONDS / 60) * INTERVAL_DIVISOR;
  const total = requests.apply + requests.dryRun + requests.read + requests.other;
  return { requests: total / minutes, cpu: new Map([...cpu].map(([name, seconds]) => [name, seconds / minutes])) };
}
