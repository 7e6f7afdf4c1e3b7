/** The benchmark of a hub that is delivered by artifacts: the same commits as out of Git, published as Flotilla publishes them. */

import { loadavg } from "node:os";
import { join } from "node:path";
import { startArtifactRegistry } from "../../lab/servers/artifact-registry.ts";
import { startFlux } from "../../lab/servers/flux.ts";
import { type Lab, startLab } from "../../lab/servers/lab.ts";
import { hubProjects } from "../../lab/servers/projects.ts";
import { deliveredArrival } from "./delivered.ts";
import { bootstrap, costOf, forgetPeaks, readHub, storedMegabytes } from "./hub.ts";
import { changeAllSites, changeOneSite, publish } from "./publish.ts";
import { REGION, regionFleet } from "./region.ts";
import type { CommitRow, RunOptions } from "./run.ts";

/** A commit with what the hub asked the registry for. */
export interface ArtifactRow extends CommitRow {
  readonly pulled: { readonly requests: number; readonly bytes: number };
}

type Options = Pick<RunOptions, "sites" | "mix" | "controller">;

export async function runArtifacts(options: Options, tell: (row: ArtifactRow) => void): Promise<void> {
  const lab = await startLab({ hub: { engines: [], definitions: hubProjects } });
  let keep = true;
  try {
    await runCommits(options, lab, tell);
    keep = false;
  } finally {
    await lab.stop(keep);
  }
}

async function runCommits({ sites, mix, controller }: Options, lab: Lab<"hub">, tell: (row: ArtifactRow) => void) {
  const { git, registry, repositories, folder } = lab;
  const { hub } = lab.clusters;
  const artifacts = await startArtifactRegistry(folder);
  const flux = await startFlux(hub, { "kustomize-controller": controller });
  try {
    const fleet = regionFleet({ sites, mix, repositories: git.url, registry: registry.host });
    const files = new Map([...fleet].map(([path, text]) => [path, byArtifacts(path, text, artifacts.front.host)]));
    const zones = [...files].filter(([path]) => path.startsWith(`sites/${REGION}/${REGION}-`));
    await publish(new Map([...files].map(([path, text]) => [path, withoutSites(path, text)])), folder, repositories);
    await bootstrap(hub, join(repositories, `${REGION}.git`));
    await hub.client.apply(artifacts.secret);
    await deliveredArrival(hub, performance.now());

    const commit = async (phase: string, site?: string) => {
      forgetPeaks(hub);
      const before = await readHub(hub);
      await publish(files, folder, repositories);
      artifacts.front.requests.length = 0;
      const arrived = await deliveredArrival(hub, performance.now());
      const cost = costOf(before, await readHub(hub), arrived.looks + 1);
      const { requests } = artifacts.front;
      const pulled = { requests: requests.length, bytes: requests.reduce((sum, { bytes }) => sum + bytes, 0) };
      const row = {
        phase,
        arrival: arrived,
        cost,
        stored: await storedMegabytes(hub),
        load: loadavg()[0] ?? 0,
        pulled,
      };
      tell(site === undefined ? row : { ...row, site: arrived.each.get(`site-${site}`) });
    };

    for (const [path, text] of zones) files.set(path, text);
    await commit("all sites at once");
    await commit("one site changes", changeOneSite(files));
    changeAllSites(files);
    await commit("every site changes");
  } finally {
    await flux.stop();
    await artifacts.stop();
  }
}

function byArtifacts(path: string, text: string, host: string): string {
  if (path === "sites/fleet.yaml") return `${text}artifacts: { url: "oci://${host}/fleet", secret: fleet-artifacts }\n`;
  if (path !== `sites/${REGION}/region.yaml`) return text;
  return text.replace(/^delivery: .*$/m, "delivery: { engine: flux, source: oci }");
}

/** Nothing is written of a planned site. */
function withoutSites(path: string, text: string): string {
  return path.startsWith(`sites/${REGION}/${REGION}-`) ? text.replaceAll("state: active", "state: planned") : text;
}
