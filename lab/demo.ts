/** A demo to try out: the hub of a sample region with real Flux, until Ctrl-C (`npm run lab`). */
import { execFile } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { promisify } from "node:util";
import { bootstrapObjectsOf } from "./bootstrap-objects.ts";
import { LabFailure, log, runMain } from "./program.ts";
import { cloneFolder } from "./pulumi-programs.ts";
import { copyFleet } from "./sample-fleet.ts";
import { startLab } from "./servers/lab.ts";
import { hubProjects } from "./servers/projects.ts";

const run = promisify(execFile);
const region = "guangdong";

await runMain(async (stop) => {
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
    if (!stop.aborted) await once(stop, "abort");
    return 0;
  } finally {
    log("stopping");
    await lab.stop();
  }
});
