/**
 * A demo to try out until Ctrl-C (`npm run lab`): the hub of a sample region, a hub and a site of a fleet of one's own, both with
 * real Flux, or a shop on real nodes.
 */

import { execFile } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { parseArgs, promisify } from "node:util";
import { bootstrapObjectsOf } from "./bootstrap-objects.ts";
import { labSiteOf, startOwnFleet } from "./own-fleet.ts";
import { playground } from "./playground.ts";
import { LabFailure, log, runMain } from "./program.ts";
import { cloneFolder } from "./pulumi-programs.ts";
import { copyFleet } from "./sample-fleet.ts";
import { startLab } from "./servers/lab.ts";
import { hubProjects } from "./servers/projects.ts";

const run = promisify(execFile);
const region = "guangdong";

await runMain(async (stop) => {
  const { fleet, site, nodes } = optionsOf(process.argv.slice(2));
  if (nodes !== undefined) return await playground(countOf(nodes), stop);
  if (fleet === undefined) return await sampleRegion(stop);
  // npm starts scripts in the clone, and says where it was called.
  const folder = resolve(process.env["INIT_CWD"] ?? "", fleet);
  return await ownFleet(folder, site ?? "", stop);
});

interface Options {
  readonly fleet?: string;
  readonly site?: string;
  readonly nodes?: string;
}

function optionsOf(args: readonly string[]): Options {
  try {
    const text = { type: "string" } as const;
    return parseArgs({ args: [...args], options: { fleet: text, site: text, nodes: text } }).values;
  } catch (error) {
    const call = "npm run lab, npm run lab -- --fleet DIR --site REGION/ZONE/SITE, or npm run lab -- --nodes N";
    throw new LabFailure(2, `${(error as Error).message}\nexpected ${call}`);
  }
}

/** @throws LabFailure */
function countOf(nodes: string): number {
  if (/^[1-3]$/.test(nodes)) return Number(nodes);
  throw new LabFailure(2, `--nodes: found ${nodes}, expected 1, 2 or 3`);
}

async function ownFleet(fleet: string, name: string, stop: AbortSignal): Promise<number> {
  const site = labSiteOf(name);
  log(`starting the hub of ${site.region} and the site ${site.name}: API servers, Flux, Git server, chart registry`);
  const { lab, hubConfig, siteConfig } = await startOwnFleet(fleet, site);
  log(`
Git server: ${lab.git.url}
chart registry: ${lab.registry.host}
kubectl --kubeconfig ${hubConfig}
kubectl --kubeconfig ${siteConfig}
Charts and nodes are stand-ins. Ctrl-C stops everything.`);
  return await untilStopped(lab, stop);
}

async function sampleRegion(stop: AbortSignal): Promise<number> {
  log(`starting the hub of ${region}: API server, Flux, Git server, chart registry`);
  const lab = await startLab({ hub: { engines: ["flux"], definitions: hubProjects } });
  const { clusters, git, registry, repositories, folder } = lab;
  try {
    const fleet = join(folder, "fleet");
    copyFleet(cloneFolder, fleet, git.url, registry.host);
    const publish = [join(cloneFolder, "cli/flotilla.mjs"), "publish", "--fleet", fleet, "--region", region];
    await run(process.execPath, [...publish, "--to", repositories], { signal: stop }).catch((error) => {
      throw new LabFailure(1, `the sample fleet could not be published:\n${error.stderr}`);
    });
    for (const object of bootstrapObjectsOf(join(repositories, `${region}.git`), "hub/delivery")) {
      await clusters.hub.client.apply(object);
    }
    log(`
The hub of ${region} reconciles ${git.url}/${region}.git. Look around:

  kubectl --kubeconfig ${clusters.hub.kubeconfig} get kustomizations -n flux-system -w
  kubectl --kubeconfig ${clusters.hub.kubeconfig} get clusters,baremetalhosts,nodegroups -A

Edit ${fleet} and publish:

  npx --no-install flotilla publish --fleet ${fleet} --region ${region} --to ${repositories}

Charts are stand-ins. Ctrl-C stops everything and removes it.`);
  } catch (error) {
    await lab.stop();
    throw error;
  }
  return await untilStopped(lab, stop);
}

async function untilStopped(lab: { readonly stop: () => Promise<void> }, stop: AbortSignal): Promise<number> {
  try {
    if (!stop.aborted) await once(stop, "abort");
    return 0;
  } finally {
    log("stopping");
    await lab.stop();
  }
}
